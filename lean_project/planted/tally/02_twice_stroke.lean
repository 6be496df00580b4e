-- One stroke more, doubled.
import Planted.Basic

namespace Tally

theorem twice_stroke (t : Tally) : twice (stroke t) = stroke (stroke (twice t)) := by
  sorry

end Tally

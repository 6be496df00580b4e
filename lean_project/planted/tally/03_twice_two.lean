-- Two strokes more, doubled.
import Planted.Basic

namespace Tally

theorem twice_two (t : Tally) : twice (stroke (stroke t)) = stroke (stroke (stroke (stroke (twice t)))) := by
  sorry

end Tally

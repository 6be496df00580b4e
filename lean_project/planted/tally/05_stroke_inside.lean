-- A stroke inside a doubled sum.
import Planted.Basic

namespace Tally

theorem stroke_inside (s t : Tally) : twice (join (stroke s) t) = stroke (stroke (twice (join s t))) := by
  sorry

end Tally

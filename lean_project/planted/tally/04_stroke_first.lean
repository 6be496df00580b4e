-- A stroke of the first of three.
import Planted.Basic

namespace Tally

theorem stroke_first (s t u : Tally) : join (join (stroke s) t) u = stroke (join (join s t) u) := by
  sorry

end Tally

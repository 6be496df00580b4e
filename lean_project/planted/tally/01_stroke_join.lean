-- A stroke of the first is a stroke of both.
import Planted.Basic

namespace Tally

theorem stroke_join (s t : Tally) : join (stroke s) t = stroke (join s t) := by
  sorry

end Tally

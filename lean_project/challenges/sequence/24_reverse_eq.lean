-- If one sequence is the reversal of another, so the other way round.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem eq_reverse_of_reverse_eq {xs ys : Sequence α} (h : reverse xs = ys) : xs = reverse ys := by
  sorry

end Sequence

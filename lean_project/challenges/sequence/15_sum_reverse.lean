-- Reversal keeps the sum.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem sum_reverse (ns : Sequence Nat) : sum (reverse ns) = sum ns := by
  sorry

end Sequence

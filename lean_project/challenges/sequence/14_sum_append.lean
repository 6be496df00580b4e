-- The sum of two joined sequences.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem sum_append (ms ns : Sequence Nat) : sum (append ms ns) = sum ms + sum ns := by
  sorry

end Sequence

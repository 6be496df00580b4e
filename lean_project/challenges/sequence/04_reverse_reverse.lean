-- Reversing twice gives the sequence back.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem reverse_reverse (xs : Sequence α) : reverse (reverse xs) = xs := by
  sorry

end Sequence

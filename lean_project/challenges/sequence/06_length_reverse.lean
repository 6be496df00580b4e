-- Reversal keeps the length.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem length_reverse (xs : Sequence α) : length (reverse xs) = length xs := by
  sorry

end Sequence

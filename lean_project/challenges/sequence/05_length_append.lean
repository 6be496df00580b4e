-- The length of two joined sequences.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem length_append (xs ys : Sequence α) : length (append xs ys) = length xs + length ys := by
  sorry

end Sequence

-- Reversal of two joined sequences.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem reverse_append (xs ys : Sequence α) :
    reverse (append xs ys) = append (reverse ys) (reverse xs) := by
  sorry

end Sequence

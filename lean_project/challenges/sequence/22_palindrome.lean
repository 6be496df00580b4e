-- A sequence followed by its reversal reads the same from both ends.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem palindrome (xs : Sequence α) :
    reverse (append xs (reverse xs)) = append xs (reverse xs) := by
  sorry

end Sequence

-- Filtering two joined sequences.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem filter_append (p : α → Bool) (xs ys : Sequence α) :
    filter p (append xs ys) = append (filter p xs) (filter p ys) := by
  sorry

end Sequence

-- Mapping over two joined sequences.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem map_append (f : α → β) (xs ys : Sequence α) :
    map f (append xs ys) = append (map f xs) (map f ys) := by
  sorry

end Sequence

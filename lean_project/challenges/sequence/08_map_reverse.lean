-- Mapping and reversal can be exchanged.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem map_reverse (f : α → β) (xs : Sequence α) : map f (reverse xs) = reverse (map f xs) := by
  sorry

end Sequence

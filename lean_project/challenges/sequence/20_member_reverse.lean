-- Reversal keeps the members.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem member_reverse (x : α) (xs : Sequence α) : member x (reverse xs) ↔ member x xs := by
  sorry

end Sequence

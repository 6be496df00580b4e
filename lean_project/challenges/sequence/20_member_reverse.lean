-- Reversal loses no member.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem member_reverse {x : α} {xs : Sequence α} (h : member x xs) : member x (reverse xs) := by
  sorry

end Sequence

-- A member of the first part is a member of the whole.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem member_append_left {x : α} {xs : Sequence α} (ys : Sequence α) (h : member x xs) :
    member x (append xs ys) := by
  sorry

end Sequence

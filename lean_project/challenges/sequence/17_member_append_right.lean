-- A member of the second part is a member of the whole.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem member_append_right {x : α} (xs : Sequence α) {ys : Sequence α} (h : member x ys) :
    member x (append xs ys) := by
  sorry

end Sequence

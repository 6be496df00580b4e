-- A member of the whole is a member of one of the parts.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem member_of_append {x : α} {xs ys : Sequence α} (h : member x (append xs ys)) :
    member x xs ∨ member x ys := by
  sorry

end Sequence

-- The members of two joined sequences.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem member_append (x : α) (xs ys : Sequence α) :
    member x (append xs ys) ↔ member x xs ∨ member x ys := by
  sorry

end Sequence

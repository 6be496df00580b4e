-- Changing the labels of a mirror image.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem relabel_mirror (f : α → β) (t : Tree α) :
    relabel f (mirror t) = mirror (relabel f t) := by
  sorry

end Tree

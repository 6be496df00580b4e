-- The traversal of a tree with changed labels.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem inorder_relabel (f : α → β) (t : Tree α) :
    inorder (relabel f t) = (inorder t).map f := by
  sorry

end Tree

-- The traversal of a mapped tree.
import Challenges.Tree

namespace Tree

variable {α β γ : Type}

theorem inorder_map (f : α → β) (t : Tree α) : inorder (map f t) = (inorder t).map f := by
  sorry

end Tree

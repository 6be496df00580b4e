-- The traversal has the labels of the tree for members.
import Challenges.Tree

namespace Tree

variable {α β γ : Type}

theorem member_inorder (x : α) (t : Tree α) : (inorder t).member x ↔ member x t := by
  sorry

end Tree

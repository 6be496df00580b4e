-- The traversal has the labels of the tree for members.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem member_inorder (x : α) (t : Tree α) : (inorder t).member x ↔ contains x t := by
  sorry

end Tree

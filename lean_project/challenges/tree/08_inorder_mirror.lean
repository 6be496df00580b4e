-- The traversal of a mirror image is the reversed traversal.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem inorder_mirror (t : Tree α) : inorder (mirror t) = (inorder t).reverse := by
  sorry

end Tree

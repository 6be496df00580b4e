-- The traversal of a mirror image is as long.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem length_inorder_mirror (t : Tree α) : (inorder (mirror t)).length = (inorder t).length := by
  sorry

end Tree

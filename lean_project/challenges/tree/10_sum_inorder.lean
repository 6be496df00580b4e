-- The sum of the labels, counted along the traversal.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem sum_inorder (t : Tree Nat) : (inorder t).sum = total t := by
  sorry

end Tree

-- A tree has as many labels as its traversal has members.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem length_inorder (t : Tree α) : (inorder t).length = size t := by
  sorry

end Tree

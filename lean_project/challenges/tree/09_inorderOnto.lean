-- Traversal with an accumulator is traversal. The second theorem may use the first.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem inorderOnto_eq (t : Tree α) (acc : Sequence α) :
    inorderOnto t acc = (inorder t).append acc := by
  sorry

theorem inorderOnto_nil (t : Tree α) : inorderOnto t .nil = inorder t := by
  sorry

end Tree

-- The traversal visits every label.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem member_inorder {x : α} {t : Tree α} (h : contains x t) : (inorder t).member x := by
  sorry

end Tree

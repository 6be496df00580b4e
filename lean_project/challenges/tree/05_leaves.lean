-- A tree has one leaf more than labels.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem leaves_eq (t : Tree α) : leaves t = size t + 1 := by
  sorry

end Tree

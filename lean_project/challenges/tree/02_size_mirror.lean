-- A mirror image has the same size.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem size_mirror (t : Tree α) : size (mirror t) = size t := by
  sorry

end Tree

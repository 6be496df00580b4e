-- The mirror image of the mirror image is the tree itself.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem mirror_mirror (t : Tree α) : mirror (mirror t) = t := by
  sorry

end Tree

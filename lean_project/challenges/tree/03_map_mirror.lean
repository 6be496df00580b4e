-- Mapping over a mirror image.
import Challenges.Tree

namespace Tree

variable {α β γ : Type}

theorem map_mirror (f : α → β) (t : Tree α) : map f (mirror t) = mirror (map f t) := by
  sorry

end Tree

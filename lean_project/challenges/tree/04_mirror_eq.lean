-- Exchange the sides of an equation with a mirror.
import Challenges.Containers

namespace Tree

variable {α β γ : Type}

theorem eq_mirror_of_mirror_eq {s t : Tree α} (h : mirror s = t) : s = mirror t := by
  sorry

end Tree

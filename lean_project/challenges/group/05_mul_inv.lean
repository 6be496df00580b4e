-- An inverse is an inverse on the right, too.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem mul_inv (a : G) : a ⋆ inv a = one := by
  sorry

end Group

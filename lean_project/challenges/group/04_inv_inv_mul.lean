-- On the left, an element acts as the inverse of its inverse.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem inv_inv_mul (a b : G) : a ⋆ b = inv (inv a) ⋆ b := by
  sorry

end Group

-- The inverse of the inverse is the element itself.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem inv_inv (a : G) : inv (inv a) = a := by
  sorry

end Group

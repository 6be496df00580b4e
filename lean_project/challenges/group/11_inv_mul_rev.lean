-- The inverse of a product is the product of the inverses, in the other order.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem inv_mul_rev (a b : G) : inv (a ⋆ b) = inv b ⋆ inv a := by
  sorry

end Group

-- An inverse on the left cancels its element.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem inv_mul_cancel_left (a b : G) : inv a ⋆ (a ⋆ b) = b := by
  sorry

end Group

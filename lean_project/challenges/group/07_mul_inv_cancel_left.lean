-- An element on the left cancels its inverse.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem mul_inv_cancel_left (a b : G) : a ⋆ (inv a ⋆ b) = b := by
  sorry

end Group

-- An inverse is determined by what it does.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem inv_eq_of_mul_eq_one {a b : G} (h : a ⋆ b = one) : inv a = b := by
  sorry

end Group

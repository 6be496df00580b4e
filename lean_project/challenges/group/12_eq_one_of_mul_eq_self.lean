-- Only the unit changes nothing.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem eq_one_of_mul_eq_self {a b : G} (h : a ⋆ b = a) : b = one := by
  sorry

end Group

-- A factor on the left goes to the other side.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem eq_inv_mul {a b c : G} (h : a ⋆ b = c) : b = inv a ⋆ c := by
  sorry

end Group

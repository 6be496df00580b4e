-- The unit is its own inverse.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem inv_one : inv (one : G) = one := by
  sorry

end Group

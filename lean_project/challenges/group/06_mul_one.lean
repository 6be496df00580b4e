-- The unit is a unit on the right, too.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem mul_one (a : G) : a ⋆ one = a := by
  sorry

end Group

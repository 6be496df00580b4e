-- A factor on the left can be cancelled.
import Challenges.Group

namespace Group

variable {G : Type} [Group G]

theorem mul_left_cancel {a b c : G} (h : a ⋆ b = a ⋆ c) : b = c := by
  sorry

end Group

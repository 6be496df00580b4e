-- A chain that is turned twice is as it was.
import Planted.Basic

namespace Chain

variable {α : Type}

theorem turn_turn (c : Chain α) : turn (turn c) = c := by
  sorry

end Chain

-- Turned twice, a last link is the last again.
import Planted.Basic

namespace Chain

variable {α : Type}

theorem turn_turn_hang (c : Chain α) (a : α) (h : turn (turn c) = c) : turn (turn (hang c a)) = hang c a := by
  sorry

end Chain

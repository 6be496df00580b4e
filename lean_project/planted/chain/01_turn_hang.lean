-- A last link comes first when the chain is turned.
import Planted.Basic

namespace Chain

variable {α : Type}

theorem turn_hang (c : Chain α) (a : α) : turn (hang c a) = link a (turn c) := by
  sorry

end Chain

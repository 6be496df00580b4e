-- First and last link change places.
import Planted.Basic

namespace Chain

variable {α : Type}

theorem turn_link_hang (c : Chain α) (a b : α) : turn (link a (hang c b)) = link b (hang (turn c) a) := by
  sorry

end Chain

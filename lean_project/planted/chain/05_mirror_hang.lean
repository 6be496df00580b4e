-- A link before a mirrored chain and the same link behind it keep it mirrored.
import Planted.Basic

namespace Chain

variable {α : Type}

theorem mirror_hang (c : Chain α) (a : α) (h : turn c = c) : turn (link a (hang c a)) = link a (hang c a) := by
  sorry

end Chain

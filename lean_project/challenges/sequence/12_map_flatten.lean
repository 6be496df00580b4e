-- Mapping and flattening can be exchanged.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem map_flatten (f : α → β) (xss : Sequence (Sequence α)) :
    map f (flatten xss) = flatten (map (map f) xss) := by
  sorry

end Sequence

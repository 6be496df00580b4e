-- Reversing a flattened sequence: the parts are reversed, and their order.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem reverse_flatten (xss : Sequence (Sequence α)) :
    reverse (flatten xss) = flatten (reverse (map reverse xss)) := by
  sorry

end Sequence

-- Flattening two joined sequences of sequences.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem flatten_append (xss yss : Sequence (Sequence α)) :
    flatten (append xss yss) = append (flatten xss) (flatten yss) := by
  sorry

end Sequence

-- Appending is associative.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem append_assoc (xs ys zs : Sequence α) : append (append xs ys) zs = append xs (append ys zs) := by
  sorry

end Sequence

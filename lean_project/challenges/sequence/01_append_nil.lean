-- Appending nothing changes nothing.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem append_nil (xs : Sequence α) : append xs nil = xs := by
  sorry

end Sequence

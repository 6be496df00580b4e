-- A common beginning can be cancelled.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem append_left_cancel (xs : Sequence α) {ys zs : Sequence α} (h : append xs ys = append xs zs) :
    ys = zs := by
  sorry

end Sequence

-- Reversal with an accumulator is reversal. The second theorem may use the first.
import Challenges.Containers

namespace Sequence

variable {α β γ : Type}

theorem reverseOnto_eq (xs acc : Sequence α) : reverseOnto xs acc = append (reverse xs) acc := by
  sorry

theorem reverseOnto_nil (xs : Sequence α) : reverseOnto xs nil = reverse xs := by
  sorry

end Sequence

-- Rest changes nothing afterwards either.
import Planted.Basic

namespace Undo

variable {G : Type} [Undo G]

theorem after_rest (a : G) : after a rest = a := by
  sorry

end Undo

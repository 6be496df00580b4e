-- Undoing what undoes.
import Planted.Basic

namespace Undo

variable {G : Type} [Undo G]

theorem back_back (a : G) : back (back a) = a := by
  sorry

end Undo

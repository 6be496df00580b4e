-- What was undone before can be left out.
import Planted.Basic

namespace Undo

variable {G : Type} [Undo G]

theorem back_cancel (a b : G) : after (back a) (after a b) = b := by
  sorry

end Undo

-- The same first command can be left out.
import Planted.Basic

namespace Undo

variable {G : Type} [Undo G]

theorem cancel_left (a b c : G) (h : after a b = after a c) : b = c := by
  sorry

end Undo

-- A command can be undone afterwards too.
import Planted.Basic

namespace Undo

variable {G : Type} [Undo G]

theorem after_back (a : G) : after a (back a) = rest := by
  sorry

end Undo

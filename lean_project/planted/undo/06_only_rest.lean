-- A command that changes nothing before another is rest.
import Planted.Basic

namespace Undo

variable {G : Type} [Undo G]

theorem only_rest (a b : G) (h : after a b = a) : b = rest := by
  sorry

end Undo

-- The meet of an element with itself.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem meet_self (a : L) : a ⊓ a = a := by
  sorry

end Lattice

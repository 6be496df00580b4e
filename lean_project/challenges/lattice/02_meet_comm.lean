-- Meets are commutative.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem meet_comm (a b : L) : a ⊓ b = b ⊓ a := by
  sorry

end Lattice

-- Absorption.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem meet_join_self (a b : L) : a ⊓ (a ⊔ b) = a := by
  sorry

end Lattice

-- Meets are associative.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem meet_assoc (a b c : L) : a ⊓ b ⊓ c = a ⊓ (b ⊓ c) := by
  sorry

end Lattice

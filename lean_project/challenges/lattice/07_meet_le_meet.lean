-- Meets are monotone.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem meet_le_meet {a b c d : L} (hab : a ≼ b) (hcd : c ≼ d) : a ⊓ c ≼ b ⊓ d := by
  sorry

end Lattice

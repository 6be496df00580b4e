-- Meets are associative; first each half.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem meet_assoc_le (a b c : L) : a ⊓ b ⊓ c ≼ a ⊓ (b ⊓ c) := by
  sorry

theorem le_meet_assoc (a b c : L) : a ⊓ (b ⊓ c) ≼ a ⊓ b ⊓ c := by
  sorry

theorem meet_assoc (a b c : L) : a ⊓ b ⊓ c = a ⊓ (b ⊓ c) := by
  sorry

end Lattice

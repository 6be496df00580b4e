-- The other half of the associativity of meets.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem le_meet_assoc (a b c : L) : a ⊓ (b ⊓ c) ≼ a ⊓ b ⊓ c := by
  sorry

end Lattice

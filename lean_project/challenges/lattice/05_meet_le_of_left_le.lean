-- A meet is below whatever is above its left side.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem meet_le_of_left_le {a c : L} (b : L) (h : a ≼ c) : a ⊓ b ≼ c := by
  sorry

end Lattice

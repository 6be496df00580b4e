-- A meet is below whatever is above its right side.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem meet_le_of_right_le (a : L) {b c : L} (h : b ≼ c) : a ⊓ b ≼ c := by
  sorry

end Lattice

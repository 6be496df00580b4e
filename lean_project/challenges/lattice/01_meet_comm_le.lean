-- One half of the commutativity of meets.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem meet_comm_le (a b : L) : a ⊓ b ≼ b ⊓ a := by
  sorry

end Lattice

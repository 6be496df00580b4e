-- What is below another element is the meet of both.
import Challenges.Lattice

namespace Lattice

variable {L : Type} [Lattice L]

theorem meet_eq_left {a b : L} (h : a ≼ b) : a ⊓ b = a := by
  sorry

end Lattice

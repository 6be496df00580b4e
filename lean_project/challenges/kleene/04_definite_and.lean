-- A settled conjunction has two settled sides, or one that is false.
import Challenges.Kleene

namespace Kleene

theorem definite_and (a b : Kleene) (h : definite (and a b) = true) :
    (definite a = true ∧ definite b = true) ∨ a = no ∨ b = no := by
  sorry

end Kleene

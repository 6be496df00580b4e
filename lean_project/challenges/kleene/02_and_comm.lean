-- Conjunction is commutative and associative.
import Challenges.Kleene

namespace Kleene

theorem and_comm (a b : Kleene) : and a b = and b a := by
  sorry

theorem and_assoc (a b c : Kleene) : and (and a b) c = and a (and b c) := by
  sorry

end Kleene

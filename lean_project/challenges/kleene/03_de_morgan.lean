-- De Morgan's law.
import Challenges.Kleene

namespace Kleene

theorem not_and (a b : Kleene) : not (and a b) = or (not a) (not b) := by
  sorry

end Kleene

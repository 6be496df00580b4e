-- Two negations cancel.
import Challenges.Kleene

namespace Kleene

theorem not_not (a : Kleene) : not (not a) = a := by
  sorry

end Kleene

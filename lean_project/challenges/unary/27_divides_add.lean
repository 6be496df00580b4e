-- What divides two numbers divides their sum.
import Challenges.Unary

namespace Unary

theorem divides_add {d a b : Unary} (ha : divides d a) (hb : divides d b) : divides d (a + b) := by
  sorry

end Unary

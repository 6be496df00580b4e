-- What divides two numbers divides a multiple of one plus a multiple of the other.
import Challenges.Unary

namespace Unary

theorem divides_mul_add {d a b : Unary} (ha : divides d a) (hb : divides d b) (x y : Unary) :
    divides d (a * x + b * y) := by
  sorry

end Unary

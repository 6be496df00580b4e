-- What divides a number divides a multiple of it plus another multiple.
import Challenges.Unary

namespace Unary

theorem divides_mul_add {d a b : Unary} (x : Unary) (ha : divides d a) (hb : divides d b) :
    divides d (a * x + b) := by
  sorry

end Unary

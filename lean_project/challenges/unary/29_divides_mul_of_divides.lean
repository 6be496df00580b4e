-- What divides a number divides its multiples.
import Challenges.Unary

namespace Unary

theorem divides_mul_of_divides {d a : Unary} (h : divides d a) (x : Unary) : divides d (a * x) := by
  sorry

end Unary

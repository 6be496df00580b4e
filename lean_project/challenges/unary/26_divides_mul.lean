-- A factor divides the product, on either side.
import Challenges.Unary

namespace Unary

theorem divides_mul_right (a b : Unary) : divides a (a * b) := by
  sorry

theorem divides_mul_left (a b : Unary) : divides a (b * a) := by
  sorry

end Unary

-- Multiplication distributes over a sum on the left.
import Challenges.Unary

namespace Unary

theorem add_mul (a b c : Unary) : (a + b) * c = a * c + b * c := by
  sorry

end Unary

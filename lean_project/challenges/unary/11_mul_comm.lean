-- Multiplication is commutative.
import Challenges.Unary

namespace Unary

theorem mul_comm (a b : Unary) : a * b = b * a := by
  sorry

end Unary

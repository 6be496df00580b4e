-- Multiplication by a successor on the left.
import Challenges.Unary

namespace Unary

theorem succ_mul (a b : Unary) : succ a * b = a * b + b := by
  sorry

end Unary

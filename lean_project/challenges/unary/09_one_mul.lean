-- One times a number is that number.
import Challenges.Unary

namespace Unary

theorem one_mul (n : Unary) : succ zero * n = n := by
  sorry

end Unary

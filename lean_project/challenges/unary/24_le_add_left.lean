-- A summand is at most the sum.
import Challenges.Unary

namespace Unary

theorem le_add_right (a b : Unary) : le a (a + b) := by
  sorry

theorem le_add_left (a b : Unary) : le a (b + a) := by
  sorry

end Unary

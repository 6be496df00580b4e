-- Doubling is adding a number to itself.
import Challenges.Unary

namespace Unary

theorem double_eq_add (n : Unary) : double n = n + n := by
  sorry

end Unary

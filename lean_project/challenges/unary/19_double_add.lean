-- Doubling a sum doubles both summands.
import Challenges.Unary

namespace Unary

theorem double_add (a b : Unary) : double (a + b) = double a + double b := by
  sorry

end Unary

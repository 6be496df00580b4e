-- Twice the sum of the first n numbers is n times its successor.
import Challenges.Unary

namespace Unary

theorem double_triangle (n : Unary) : triangle n + triangle n = n * succ n := by
  sorry

end Unary

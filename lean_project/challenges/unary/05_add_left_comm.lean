-- Two summands on the left can be exchanged.
import Challenges.Unary

namespace Unary

theorem add_left_comm (a b c : Unary) : a + (b + c) = b + (a + c) := by
  sorry

end Unary

-- Two factors on the left can be exchanged.
import Challenges.Unary

namespace Unary

theorem mul_left_comm (a b c : Unary) : a * (b * c) = b * (a * c) := by
  sorry

end Unary

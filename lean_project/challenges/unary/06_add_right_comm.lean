-- Two summands on the right can be exchanged.
import Challenges.Unary

namespace Unary

theorem add_right_comm (a b c : Unary) : a + b + c = a + c + b := by
  sorry

end Unary

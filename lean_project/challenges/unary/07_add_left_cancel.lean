-- A summand on the left can be cancelled.
import Challenges.Unary

namespace Unary

theorem add_left_cancel {a b c : Unary} (h : a + b = a + c) : b = c := by
  sorry

end Unary

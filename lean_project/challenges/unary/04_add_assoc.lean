-- Addition is associative.
import Challenges.Unary

namespace Unary

theorem add_assoc (a b c : Unary) : a + b + c = a + (b + c) := by
  sorry

end Unary

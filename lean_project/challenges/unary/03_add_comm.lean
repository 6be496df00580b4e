-- Addition is commutative.
import Challenges.Unary

namespace Unary

theorem add_comm (a b : Unary) : a + b = b + a := by
  sorry

end Unary

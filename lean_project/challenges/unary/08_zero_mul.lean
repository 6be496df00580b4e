-- Zero times anything is zero.
import Challenges.Unary

namespace Unary

theorem zero_mul (n : Unary) : zero * n = zero :=
  sorry

end Unary

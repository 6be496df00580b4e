-- Zero on the left of a sum changes nothing.
import Challenges.Unary

namespace Unary

theorem zero_add (n : Unary) : zero + n = n := by
  sorry

end Unary

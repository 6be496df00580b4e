-- Zero is at most every number.
import Challenges.Unary

namespace Unary

theorem zero_le (n : Unary) : le zero n := by
  sorry

end Unary

-- Every number divides zero and itself.
import Challenges.Unary

namespace Unary

theorem divides_zero (n : Unary) : divides n zero := by
  sorry

theorem divides_refl (n : Unary) : divides n n := by
  sorry

end Unary

-- A power to a product is a power of a power.
import Challenges.Unary

namespace Unary

theorem pow_mul (a b c : Unary) : pow a (b * c) = pow (pow a b) c := by
  sorry

end Unary

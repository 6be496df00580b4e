-- A power to a sum is a product of powers.
import Challenges.Unary

namespace Unary

theorem pow_add (a b c : Unary) : pow a (b + c) = pow a b * pow a c := by
  sorry

end Unary

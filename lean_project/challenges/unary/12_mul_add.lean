-- Multiplication distributes over a sum on the right.
import Challenges.Unary

namespace Unary

theorem mul_add (a b c : Unary) : a * (b + c) = a * b + a * c := by
  sorry

end Unary

-- A successor on the left of a sum can be moved outside.
import Challenges.Unary

namespace Unary

theorem succ_add (a b : Unary) : succ a + b = succ (a + b) := by
  sorry

end Unary

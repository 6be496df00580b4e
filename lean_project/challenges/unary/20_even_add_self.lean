-- A number added to itself is even. The second theorem may use the first.
import Challenges.Unary

namespace Unary

theorem even_double (n : Unary) : even (double n) = true := by
  sorry

theorem even_add_self (n : Unary) : even (n + n) = true := by
  sorry

end Unary

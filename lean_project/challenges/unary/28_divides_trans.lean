-- Divisibility is transitive.
import Challenges.Unary

namespace Unary

theorem divides_trans {a b c : Unary} (hab : divides a b) (hbc : divides b c) : divides a c := by
  sorry

end Unary

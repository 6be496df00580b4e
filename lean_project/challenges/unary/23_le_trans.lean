-- Order is transitive.
import Challenges.Unary

namespace Unary

theorem le_trans {a b c : Unary} (hab : le a b) (hbc : le b c) : le a c := by
  sorry

end Unary

-- Counting up to a number gives a numeral for it.
import Challenges.Binary

namespace Binary

theorem value_count (n : Nat) : value (count n) = n := by
  sorry

end Binary

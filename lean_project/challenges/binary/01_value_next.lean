-- The next numeral stands for the next number.
import Challenges.Binary

namespace Binary

theorem value_next (b : Binary) : value (next b) = value b + 1 := by
  sorry

end Binary

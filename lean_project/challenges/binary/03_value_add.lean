-- Addition of numerals is addition of numbers.
import Challenges.Binary

namespace Binary

theorem value_add (b c : Binary) : value (add b c) = value b + value c := by
  sorry

end Binary

private def two : Nat := 2
theorem t : 0 + two = two := sorry

def eq_1 : Nat := 1
theorem t : eq_1 = 2 := sorry

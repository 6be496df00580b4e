theorem good : 1 = 1 := sorry
theorem eq_1 : 1 = 2 := sorry

theorem eq_1 : 1 = 1 := sorry
theorem proof_1 : 2 = 2 := sorry
theorem match_1.inj : 3 = 3 := sorry

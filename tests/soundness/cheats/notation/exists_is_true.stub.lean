theorem t : ∃ n, n * n = 2 := sorry

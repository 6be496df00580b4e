theorem t : ∀ n, n < 40 → n * n < 1600 := sorry

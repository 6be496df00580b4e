theorem t : ∀ n, n < 5 → n < 4 := sorry

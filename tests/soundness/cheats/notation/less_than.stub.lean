theorem t : ∀ n : Nat, n < 5 := sorry

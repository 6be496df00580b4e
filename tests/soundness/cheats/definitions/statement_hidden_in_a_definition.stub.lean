def Statement : Prop := ∀ n : Nat, n < 5
theorem t : Statement := sorry

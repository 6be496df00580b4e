inductive P : Type | a | b
theorem t : ∀ x y : P, x = y := sorry

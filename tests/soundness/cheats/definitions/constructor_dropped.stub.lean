inductive Color | red | green
theorem t : ∀ a b : Color, a = b := sorry

theorem t : ∀ a, a < 12 → ∀ b, b < 12 → a * b = b * a := sorry

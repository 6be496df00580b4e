inductive Box | mk (n : Nat)
theorem t : ∀ a b : Box, a = b := sorry

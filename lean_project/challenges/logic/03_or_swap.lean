-- The sides of a disjunction can be exchanged.
theorem or_swap_sides (p q : Prop) : p ∨ q ↔ q ∨ p := by
  sorry

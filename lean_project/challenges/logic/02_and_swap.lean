-- The sides of a conjunction can be exchanged.
theorem and_swap_sides {p q : Prop} (h : p ∧ q) : q ∧ p := by
  sorry

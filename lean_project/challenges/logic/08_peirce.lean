-- Peirce's law.
theorem peirce_law (p q : Prop) : ((p → q) → p) → p := by
  sorry

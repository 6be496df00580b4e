-- A statement implies itself.
theorem imp_same (p : Prop) : p → p := by
  sorry

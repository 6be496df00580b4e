-- The contrapositive of an implication.
theorem contrapositive {p q : Prop} (h : p → q) : ¬q → ¬p := by
  sorry

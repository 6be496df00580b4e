-- The excluded middle cannot be refuted.
theorem not_not_or_not (p : Prop) : ¬¬(p ∨ ¬p) := by
  sorry

-- Two hypotheses, together or one after the other.
theorem curry_iff (p q r : Prop) : (p ∧ q → r) ↔ (p → q → r) :=
  sorry

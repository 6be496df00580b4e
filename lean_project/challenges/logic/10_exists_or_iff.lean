-- Existence distributes over disjunction.
theorem exists_or_iff {α : Type} (P Q : α → Prop) : (∃ x, P x ∨ Q x) ↔ (∃ x, P x) ∨ ∃ x, Q x := by
  sorry

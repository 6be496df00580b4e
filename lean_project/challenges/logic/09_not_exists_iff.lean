-- Nothing has a property exactly when everything lacks it.
theorem not_exists_iff {α : Type} (P : α → Prop) : (¬∃ x, P x) ↔ ∀ x, ¬P x := by
  sorry

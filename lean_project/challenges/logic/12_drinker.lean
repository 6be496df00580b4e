-- There is someone such that, if they drink, everyone drinks.
theorem drinker {α : Type} (a : α) (P : α → Prop) : ∃ x, P x → ∀ y, P y := by
  sorry

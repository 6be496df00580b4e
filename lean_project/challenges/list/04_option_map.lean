-- Mapping keeps whether an option holds a value.
theorem isSome_map {α β : Type} (f : α → β) (o : Option α) : (o.map f).isSome = o.isSome := by
  sorry

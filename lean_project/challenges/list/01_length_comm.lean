-- The order of joining does not matter for the length.
theorem length_comm {α : Type} (xs ys : List α) : (xs ++ ys).length = (ys ++ xs).length := by
  sorry

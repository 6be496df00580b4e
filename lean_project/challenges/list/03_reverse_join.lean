-- Reversal of two joined lists.
theorem reverse_join {α : Type} (xs ys : List α) : (xs ++ ys).reverse = ys.reverse ++ xs.reverse := by
  sorry

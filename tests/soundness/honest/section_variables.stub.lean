theorem t {α : Type} (xs : List α) : xs ++ [] = xs := sorry

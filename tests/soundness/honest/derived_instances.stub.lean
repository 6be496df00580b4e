inductive Color | red | green deriving DecidableEq
theorem t : Color.red ≠ Color.green := sorry

structure Even where
  n : Nat
  h : n % 2 = 0
theorem t : ∃ e : Even, e.n = 1 := sorry

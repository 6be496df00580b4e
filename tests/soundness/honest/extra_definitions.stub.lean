theorem t (n : Nat) : 0 < n + 1 := sorry

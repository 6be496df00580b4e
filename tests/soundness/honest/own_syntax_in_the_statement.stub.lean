theorem t (n : Nat) : n + n = n + n := sorry

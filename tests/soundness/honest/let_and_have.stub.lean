theorem t : let x := 3; x + x = 6 := sorry
theorem u (k : Nat) : have m := k; m = m := sorry

def Good (n : Nat) : Prop := n * n = 4
theorem t : Good 3 → False := sorry

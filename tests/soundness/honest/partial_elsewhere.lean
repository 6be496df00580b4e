-- looks odd: a partial function that no theorem mentions

partial def loop (n : Nat) : Nat := loop (n + 1)
unsafe def other : Nat := 1
theorem t : 1 = 1 := rfl

macro "prepare" : command => `(theorem step (n : Nat) : n + 0 = n := rfl)
/- further down -/
prepare
theorem t : 1 = 1 := sorry

-- Two summands on the right can be exchanged.
theorem swap_right (a b c : Nat) : a + b + c = a + c + b := by
  sorry

-- A number is smaller than the power of two with that exponent.
theorem less_two_pow (n : Nat) : n < 2 ^ n := by
  sorry

-- Twice a number is the number added to itself.
theorem two_times (n : Nat) : 2 * n = n + n := by
  sorry

-- The product of two consecutive numbers is even.
theorem consecutive_even (n : Nat) : 2 ∣ n * (n + 1) := by
  sorry

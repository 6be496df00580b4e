-- What divides two numbers divides their sum.
theorem divides_sum {d a b : Nat} (ha : d ∣ a) (hb : d ∣ b) : d ∣ a + b := by
  sorry

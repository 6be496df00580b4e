-- What is taken away can be added again.
theorem sub_then_add {a b : Nat} (h : b ≤ a) : a - b + b = a := by
  sorry

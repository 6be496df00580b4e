def f : Nat → Nat
  | 0 => 0
  | n + 1 => f n + 1
theorem t : ∀ n, f n = 0 := sorry

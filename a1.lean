example (a b : Nat) (h : a < b) : a + 1 < b + 2 := by simp +arith
example (a b : Nat) (h : a < b) : a + 1 < b + 2 := by simp +arith [h]
example (a b : Nat)  : a + 1 < a + 2 := by simp +arith
example (x : Nat) : x + x + 2 = 2 * x + 2 := by simp +arith

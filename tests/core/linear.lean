/-! `simp +arith`: linear constraints over natural numbers, brought to normal form and decided where that decides. -/

section
variable (a b c x y : Nat)

theorem valid₁ : a + 1 < b + a + 2 := by simp +arith
theorem valid₂ : x + x + 2 = 2 * x + 2 := by simp +arith
theorem valid₃ : (x + y) * 3 + 2 * y = 5 * y + x * 3 := by simp +arith
theorem valid₄ (l : List Nat) : sizeOf l < sizeOf (x :: l) := by simp +arith
theorem valid₅ : a ≤ b + a + c := by simp +arith
theorem valid₆ : 3 * (a + 2 * b) + 1 > 6 * b := by simp +arith
theorem unsat₁ : ¬x + y + 1 ≤ y + x := by simp +arith
theorem unsat₂ : x + 2 ≠ x := by simp +arith
theorem unsat₃ (h : 2 * x + 3 = x + x) : False := by simp +arith at h
theorem normal₁ (h : a < b) : a + 1 < b + 2 := by simp +arith; exact Nat.le_of_lt h
theorem normal₂ (h : a + 2 * b + 1 ≤ b + c) : a + b + 1 ≤ c := by simp +arith at h; exact h
theorem normal₃ (h : a + b + c = b + 7 + c) : a = 7 := by simp +arith at h; exact h
theorem normal₄ (h : ¬a ≤ b) : b + 1 ≤ a := by simp +arith at h; exact h
theorem normal₅ (h : ¬a + 1 > b + 1) : a ≤ b := by simp +arith at h; exact h
theorem normal₆ (f : Nat → Nat) : f (a + b + a) = f (2 * a + b) := by simp +arith
theorem inside₁ (h : a = b) : a + 1 + x = x + b + 1 := by simp +arith [h]
end

/-!
# Integers in use

Literals, casts, the simplifier's lemmas, `simp +arith`, order and induction, as a plain file.
The test that runs this file checks that there is no `sorry`, no error and no further axiom.
-/

section arith
theorem arith₁ (a : Int) : a + 3 + 4 = a + 7 := by simp +arith
theorem arith₂ (a b : Int) (h : a ≤ b) : a + 3 < b + 4 := by simp +arith; omega
theorem arith₃ (a b : Int) (h : a + 2 ≤ b + 1) : a + 3 < b + 4 := by simp +arith at *; omega
theorem arith₄ (a : Int) : ¬(a + 3 < a - 4) := by simp +arith
theorem arith₅ (a b : Int) (h : 2 * a + 4 * b ≤ -6) : a + 2 * b ≤ -3 := by simp +arith at h; omega
theorem arith₆ (a b : Int) (h : 2 * a + 4 * b ≤ -7) : a + 2 * b ≤ -4 := by simp +arith at h; omega
theorem arith₇ (a b : Int) (h : 2 * a + 4 * b = 7) : False := by simp +arith at h
theorem arith₈ (a b : Int) (h : 2 * a + 4 * b = 8) : a + 2 * b = 4 := by simp +arith at h; omega
theorem arith₉ (a b : Int) (h : 3 * a - a = 2 * b) : a = b := by simp +arith at h; exact h
theorem arith₁₀ (a : Int) (h : 3 * a - a = 2 * 4) : a = 4 := by simp +arith at h; exact h
theorem arith₁₁ (a b : Int) (h : a + b - a = 4) : b = 4 := by simp +arith at h; exact h
theorem arith₁₂ (a b : Int) (h : 4 ∣ 2 * a + 6 * b) : 2 ∣ a + 3 * b := by simp +arith at h; exact h
theorem arith₁₃ (a b : Int) (h : 4 ∣ 2 * a + 6 * b + 1) : False := by simp +arith at h
theorem arith₁₄ (f : Int → Int) (a b : Int) (h : f (a + b - a) = 3) : f b = 3 := by simp +arith at h; exact h
theorem arith₁₅ (a b : Int) (h : ¬a ≤ b + 1) : b + 2 ≤ a := by simp +arith at h; omega
theorem arith₁₆ (a b : Int) (h : a - (b + 2) = b - a) : 2 * a = 2 * b + 2 := by simp +arith at h; omega
end arith

section casts
theorem casts₁ (a b : Nat) : ((a + b * 2 : Nat) : Int) = a + b * 2 := by simp
theorem casts₂ (a b : Nat) : ((a * b + 2 : Nat) : Int) = a * b + 2 := by push_cast; rfl
theorem casts₃ (a b : Nat) (h : (a : Int) = b) : a = b := by exact_mod_cast h
theorem casts₄ (a b : Nat) (h : (a : Int) < b + 2) : a < b + 2 := by exact_mod_cast h
theorem casts₅ (a b : Nat) (h : (a : Int) ∣ b) : a ∣ b := by exact_mod_cast h
theorem casts₆ (a b : Nat) (h : a ≤ b) : (a : Int) ≤ b := by exact_mod_cast h
theorem casts₇ (a b : Nat) (h : (a : Int) + 1 ≤ b) : a < b := by norm_cast at h
theorem casts₈ (a b : Nat) (h : a ≤ b) : ((b - a : Nat) : Int) = b - a := by push_cast [h]; rfl
theorem casts₉ (a : Nat) : ((a ^ 2 : Nat) : Int) = (a : Int) ^ 2 := by push_cast; rfl
theorem casts₁₀ (a b : Nat) : ((a / b : Nat) : Int) = a / b := by simp
theorem casts₁₁ (a b : Nat) : ((a % b : Nat) : Int) = a % b := by simp
theorem casts₁₂ (a : Int) (h : 0 ≤ a) : ∃ n : Nat, a = n := ⟨a.toNat, by omega⟩
theorem casts₁₃ (a : Nat) : (a : Int).natAbs = a := by simp
theorem casts₁₄ (a : Nat) : (a : Int).toNat = a := by simp
theorem casts₁₅ (a : Int) (n : Nat) (h : a = ↑n) : 0 ≤ a := by rw [h]; exact Int.natCast_nonneg n
end casts

section simplifier
theorem simplifier₁ (a : Int) : a + 0 = a := by simp
theorem simplifier₂ (a : Int) : 0 + a = a := by simp
theorem simplifier₃ (a : Int) : a * 0 + 1 * a = a := by simp
theorem simplifier₄ (a : Int) : -(-a) = a := by simp
theorem simplifier₅ (a : Int) : a - a = 0 := by simp
theorem simplifier₆ (a b : Int) : a + b - b = a := by simp
theorem simplifier₇ (a b : Int) (h : a < b) : ¬b ≤ a := by simp [h]
theorem simplifier₈ (a b : Int) (h : a * b = 0) (k : a ≠ 0) : b = 0 := by simp at h; exact h.resolve_left k
theorem simplifier₉ (a b : Int) : -a * b = -(a * b) := by simp
theorem simplifier₁₁ (a b c : Int) : a + c = b + c ↔ a = b := by simp
theorem simplifier₁₂ (a b c : Int) : c + a ≤ c + b ↔ a ≤ b := by simp
theorem simplifier₁₃ (a : Int) : a ∣ a * 3 := by simp
theorem simplifier₁₄ (a b : Int) : (a + b * 5) % 5 = a % 5 := by simp
theorem simplifier₁₅ (a : Int) : -a ≤ 0 ↔ 0 ≤ a := by simp
theorem simplifier₁₆ (a : Int) : a.natAbs = 0 ↔ a = 0 := by simp
theorem simplifier₁₇ (a b : Int) : max (-a) (-b) = -min a b := by simp
theorem simplifier₁₈ (a : Int) : Int.sign (-a) = -Int.sign a := by simp
end simplifier

section proofs
theorem proofs₁ (a : Int) : a = a + 0 := by
  induction a with
  | ofNat n => rfl
  | negSucc n => rfl
theorem proofs₂ (a : Int) : 0 ≤ a * a := by
  rcases Int.le_total 0 a with h | h
  · exact Int.mul_nonneg h h
  · exact Int.mul_nonneg_of_nonpos_of_nonpos h h
theorem proofs₃ (a : Int) (h : a < 0) : ∃ n : Nat, a = Int.negSucc n := by
  match a, h with
  | .negSucc n, _ => exact ⟨n, rfl⟩
theorem proofs₄ (a b c : Int) (h₁ : a ≤ b) (h₂ : b < c) : a < c := calc
  a ≤ b := h₁
  _ < c := h₂
theorem proofs₅ (a b : Int) : (a + b) * (a - b) = a * a - b * b := by
  rw [Int.mul_sub, Int.add_mul, Int.add_mul, Int.mul_comm b a]; omega
theorem proofs₆ (a b : Int) (h : a ∣ b) : a ∣ b * b := Int.dvd_mul_of_dvd_left h
theorem proofs₇ : (-7 : Int) / 2 = -4 ∧ (-7 : Int) % 2 = 1 := by decide
theorem proofs₈ : ((2 : Int) ^ 64 - 1) % 3 = 0 := by decide
theorem proofs₉ : ¬(7 : Int) ∣ 10 ^ 20 := by decide
theorem proofs₁₀ : (12345678901234567890 : Int) * -98765432109876543210 < 0 := by decide
theorem proofs₁₁ : (-3 : Int) ^ 5 = -243 := by rfl
theorem proofs₁₂ : Int.fdiv (-7) 2 = -4 ∧ Int.tdiv (-7) 2 = -3 := ⟨rfl, rfl⟩
theorem proofs₁₃ (x : Int) : x % 2 = 0 ∨ x % 2 = 1 := Int.emod_two_eq x
theorem proofs₁₄ (n : Nat) : ((-1) ^ (2 * n) : Int) = 1 := by rw [Int.pow_mul, show (-1 : Int) ^ 2 = 1 from rfl, Int.one_pow]
end proofs

section congruences
theorem congruences₁ (a : Int) : a ^ 2 % 3 = 0 ∨ a ^ 2 % 3 = 1 := by
  have h : a % 3 = 0 ∨ a % 3 = 1 ∨ a % 3 = 2 := by omega
  rcases h with h | h | h <;> simp [Int.pow_succ, Int.mul_emod, h]
theorem congruences₂ (a : Int) : a ^ 2 % 4 = 0 ∨ a ^ 2 % 4 = 1 := by
  have h : a % 4 = 0 ∨ a % 4 = 1 ∨ a % 4 = 2 ∨ a % 4 = 3 := by omega
  rcases h with h | h | h | h <;> simp [Int.pow_succ, Int.mul_emod, h]
theorem congruences₃ (x y : Int) (hx : x % 17 = 3) (hy : y % 17 = 5) : (x + 2) ^ 2 * (y - 1) ^ 3 % 17 = 2 := by
  simp [Int.pow_succ, Int.mul_emod, Int.add_emod, Int.sub_emod, hx, hy]
theorem congruences₄ (n : Nat) : 7 ∣ 8 ^ n - 1 := by
  induction n with
  | zero => simp
  | succ n ih => omega
theorem congruences₅ (n : Nat) : ¬5 ∣ 3 ^ (2 * n + 1) := by
  have h : 3 ^ (2 * n + 1) % 5 = 3 ∨ 3 ^ (2 * n + 1) % 5 = 2 := by
    induction n with
    | zero => simp
    | succ n ih =>
      rw [show 2 * (n + 1) + 1 = 2 * n + 1 + 1 + 1 from rfl]
      omega
  omega
theorem congruences₆ (a b : Int) (h : a ^ 2 + b ^ 2 = 0) : a = 0 := by
  have ha := Int.sq_nonneg a
  have hb := Int.sq_nonneg b
  have h : a ^ 2 = 0 := by omega
  simp [Int.pow_succ] at h
  exact h
end congruences

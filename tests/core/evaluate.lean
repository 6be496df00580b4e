/-! Ground arithmetic: what `decide`, `rfl` and `simp` evaluate, and remainders of large powers. -/

theorem decide_sum : 17 * 3 + 4 = 55 := by decide
theorem decide_product : 123456789 * 987654321 = 121932631112635269 := by decide
theorem decide_less : 2 ^ 64 < 3 ^ 41 := by decide
theorem decide_divides : 3 ∣ 12 ∧ ¬5 ∣ 12 := by decide
theorem decide_min_max : max 3 5 = 5 ∧ min 3 5 = 3 := by decide
theorem decide_gcd : Nat.gcd 1071 462 = 21 := by decide
theorem decide_kernel_power : 5 ^ 2005 % 100 = 25 := by decide +kernel
theorem decide_kernel_large_power : 5 ^ 999999 % 7 = 6 := by decide +kernel
theorem decide_powMod : Nat.powMod 5 999999 7 = 6 := by decide

theorem rfl_product : 123456789 * 987654321 = 121932631112635269 := by rfl
theorem rfl_power : 2 ^ 100 = 1267650600228229401496703205376 := by rfl
theorem rfl_remainder : 2003 % 11 = 1 := rfl

theorem simp_sum : 17 * 3 + 4 = 55 := by simp
theorem simp_difference : 10 - 3 = 7 ∧ 3 - 10 = 0 := by simp
theorem simp_division : 17 / 3 = 5 ∧ 17 % 3 = 2 := by simp
theorem simp_gcd : Nat.gcd 12 18 = 6 := by simp
theorem simp_power : 2 ^ 10 = 1024 := by simp
theorem simp_order : 3 < 5 ∧ ¬5 < 3 ∧ 5 ≤ 5 ∧ 3 ≠ 4 ∧ 5 > 3 ∧ 5 ≥ 3 := by simp
theorem simp_beq : (3 == 3) = true ∧ (3 != 4) = true := by simp
theorem simp_ite : (if 3 < 5 then 1 else 2) = 1 := by simp
theorem simp_dite (f : 3 < 5 → Nat) : (if h : 3 < 5 then f h else 0) = f (by decide) := by simp
theorem simp_succ : Nat.succ 5 = 6 := by simp
theorem simp_log2 : Nat.log2 1000 = 9 := by simp
theorem simp_bits : 12 &&& 10 = 8 ∧ 12 ||| 10 = 14 ∧ 12 ^^^ 10 = 6 ∧ 1 <<< 5 = 32 ∧ 32 >>> 2 = 8 := by simp
theorem simp_powMod : Nat.powMod 3 5 7 = 5 := by simp
theorem simp_divides : 3 ∣ 12 ∧ ¬5 ∣ 12 := by simp
theorem simp_eq_offset (n : Nat) (h : n + 3 = 10) : n = 7 := by simp at h; exact h
theorem simp_le_offset (n : Nat) (h : n + 3 ≤ 10) : n ≤ 7 := by simp at h; exact h
theorem simp_lt_offset (n : Nat) (h : n + 3 < 10) : n ≤ 6 := by simp +arith at h; exact h
theorem simp_sub_offset (n : Nat) : n + 5 - 2 = n + 3 := by simp
theorem simp_offset_ne (n : Nat) : n + 5 ≠ n + 3 ∧ n + 5 ≠ 3 := by simp
theorem simp_offset_beq (n : Nat) : (n + 5 == n + 3) = false ∧ (n + 2 == 5) = (n == 3) := by simp

theorem norm_mod_power : 5 ^ 2005 % 100 = 25 := by norm_mod
theorem norm_mod_large_power : 5 ^ 999999 % 7 = 6 := by norm_mod
theorem norm_mod_huge_exponent : 3 ^ 10 ^ 100 % 7 = 4 := by norm_mod
theorem norm_mod_sum : (19 ^ 19 + 99 ^ 99) % 10 = 8 := by norm_mod
theorem norm_mod_product : 3 ^ 1000000 * 5 ^ 1000000 % 7 = 1 := by norm_mod
theorem norm_mod_divides : 7 ∣ 3 ^ 600 + 6 ∧ ¬7 ∣ 3 ^ 600 + 5 := by norm_mod
theorem norm_mod_tower (k : Nat) (h : k = 2008 ^ 2 + 2 ^ 2008) : (k ^ 2 + 2 ^ k) % 10 = 6 := by rw [h]; norm_mod
theorem norm_mod_refuses (h : 5 ^ 999999 % 7 = 5) : 5 ^ 999999 % 7 = 5 := by
  fail_if_success norm_mod
  exact h
theorem simp_refuses (h : 17 * 18 % 4 = 3) : 17 * 18 % 4 = 3 := by
  fail_if_success (simp; done)
  exact h

/-! `norm_num`: ground arithmetic, and what `simp` makes of the rest. -/

theorem norm_num_power : 5 ^ 2005 % 100 = 25 := by norm_num
theorem norm_num_large_power : ¬7 ∣ 5 ^ 999999 := by norm_num
theorem norm_num_max : max 3 5 = 5 := by norm_num
theorem norm_num_int : (17 : Int) * -19 + 2 = -321 := by norm_num
theorem norm_num_int_div : (17 : Int) / 3 = 5 ∧ (-17 : Int) % 3 = 1 := by norm_num
theorem norm_num_exists : ∃ x : Nat, x < 3 ∧ x * x = 4 := by norm_num
theorem norm_num_function (f : Nat → Nat) (h : ∀ x, f x = 3 * x + 2) : f 4 = 14 := by norm_num [h]
theorem norm_num_only (f : Nat → Nat) (h : ∀ x, f x = 3 * x + 2) : f 4 = 14 := by norm_num only [h]
theorem norm_num_leaves (a b : Nat) (h : a = b) : a + (1 + 1) = b + 2 := by norm_num; exact h
theorem norm_num_at (a : Nat) (h : a + 2 = 5) : a = 3 := by norm_num at h; exact h
theorem norm_num_false (h : 2 + 2 = 5) : False := by norm_num at h
theorem norm_num_refuses (p : Prop) (h : p) : p := by
  fail_if_success norm_num
  exact h
theorem norm_num_no_lie (h : 2 ^ 10 = 1025) : 2 ^ 10 = 1025 := by
  fail_if_success (norm_num; done)
  exact h

/-! Large numerals are compared at once, not counted down. -/

theorem simp_large_le : 1024 ≤ 2025 ∧ ¬1025 ≤ 1024 ∧ 2025 ≥ 1024 := by simp
theorem simp_large_lt : 1024 < 2025 ∧ ¬1024 > 1025 := by simp
theorem simp_large_eq : 1024 ≠ 1025 ∧ (1024 == 1025) = false := by simp
theorem simp_large_int : (1024 : Int) ≠ 1025 ∧ ¬(1024 : Int) > 1025 := by simp
theorem simp_large_offset (x : Nat) : x + 1024 ≠ x + 1025 := by simp
theorem simp_large_offset_eq (x : Nat) (h : x + 1024 = 2025) : x = 1001 := by simpa using h
theorem simp_large_offset_le (x : Nat) (h : x + 1024 ≤ 2025) : x ≤ 1001 := by simpa using h

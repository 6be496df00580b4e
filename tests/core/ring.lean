/-! Identities of commutative rings that `ring` proves, and equations that it does not. -/

theorem nat_square (a b : Nat) : (a + b) ^ 2 = a ^ 2 + 2 * a * b + b ^ 2 := by ring
theorem nat_square_of_product (a b : Nat) : (a * b) ^ 2 = a ^ 2 * b ^ 2 := by ring
theorem nat_cube (a b : Nat) : (a + b) ^ 3 = a ^ 3 + 3 * a ^ 2 * b + 3 * a * b ^ 2 + b ^ 3 := by ring
theorem nat_fourth (a b : Nat) :
    (a + b) ^ 4 = a ^ 4 + 4 * a ^ 3 * b + 6 * a ^ 2 * b ^ 2 + 4 * a * b ^ 3 + b ^ 4 := by
  ring
theorem nat_square_of_three (a b c : Nat) :
    (a + b + c) ^ 2 = a ^ 2 + b ^ 2 + c ^ 2 + 2 * (a * b + b * c + c * a) := by
  ring
theorem nat_sum_of_cubes_with_product (a b : Nat) : a ^ 3 + b ^ 3 + 3 * a * b * (a + b) = (a + b) ^ 3 := by ring
theorem nat_distribute (a b c d : Nat) : (a + b) * (c + d) = a * c + a * d + b * c + b * d := by ring
theorem nat_commute (a b c : Nat) : a * b * c = c * (b * a) := by ring
theorem nat_gather (a b : Nat) : a + b + a + 2 * b + 3 * a = 5 * a + 3 * b := by ring
theorem nat_numerals (a : Nat) : (2 + 3) * a + 4 * 5 = 5 * (a + 4) := by ring
theorem nat_constant : ((2 : Nat) + 3) ^ 3 = 125 := by ring
theorem nat_power_sum (a : Nat) (n : Nat) : a ^ (n + 1) = a * a ^ n := by ring
theorem nat_power_sum_two (a : Nat) (m n : Nat) : a ^ (m + n) * a = a ^ m * a ^ (n + 1) := by ring
theorem nat_two_power (n : Nat) : 2 ^ (n + 3) = 8 * 2 ^ n := by ring
theorem nat_atom (f : Nat → Nat) (a b : Nat) : f (a + b) * (a + 1) = a * f (a + b) + f (a + b) := by ring
theorem nat_product_of_four (n : Nat) : n * (n + 1) * (n + 2) * (n + 3) + 1 = (n ^ 2 + 3 * n + 1) ^ 2 := by ring
theorem nat_germain_moved (a b : Nat) : (a ^ 2 + 2 * b ^ 2) ^ 2 = a ^ 4 + 4 * b ^ 4 + 4 * a ^ 2 * b ^ 2 := by ring
theorem int_square (a b : Int) : (a + b) ^ 2 = a ^ 2 + 2 * a * b + b ^ 2 := by ring
theorem int_square_of_product (a b : Int) : (a * b) ^ 2 = a ^ 2 * b ^ 2 := by ring
theorem int_cube (a b : Int) : (a + b) ^ 3 = a ^ 3 + 3 * a ^ 2 * b + 3 * a * b ^ 2 + b ^ 3 := by ring
theorem int_fourth (a b : Int) :
    (a + b) ^ 4 = a ^ 4 + 4 * a ^ 3 * b + 6 * a ^ 2 * b ^ 2 + 4 * a * b ^ 3 + b ^ 4 := by
  ring
theorem int_square_of_three (a b c : Int) :
    (a + b + c) ^ 2 = a ^ 2 + b ^ 2 + c ^ 2 + 2 * (a * b + b * c + c * a) := by
  ring
theorem int_sum_of_cubes_with_product (a b : Int) : a ^ 3 + b ^ 3 + 3 * a * b * (a + b) = (a + b) ^ 3 := by ring
theorem int_distribute (a b c d : Int) : (a + b) * (c + d) = a * c + a * d + b * c + b * d := by ring
theorem int_commute (a b c : Int) : a * b * c = c * (b * a) := by ring
theorem int_gather (a b : Int) : a + b + a + 2 * b + 3 * a = 5 * a + 3 * b := by ring
theorem int_numerals (a : Int) : (2 + 3) * a + 4 * 5 = 5 * (a + 4) := by ring
theorem int_constant : ((2 : Int) + 3) ^ 3 = 125 := by ring
theorem int_power_sum (a : Int) (n : Nat) : a ^ (n + 1) = a * a ^ n := by ring
theorem int_power_sum_two (a : Int) (m n : Nat) : a ^ (m + n) * a = a ^ m * a ^ (n + 1) := by ring
theorem int_two_power (n : Nat) : (2 : Int) ^ (n + 3) - 0 = 8 * 2 ^ n := by ring
theorem int_atom (f : Int → Int) (a b : Int) : f (a + b) * (a + 1) = a * f (a + b) + f (a + b) := by ring
theorem int_product_of_four (n : Int) : n * (n + 1) * (n + 2) * (n + 3) + 1 = (n ^ 2 + 3 * n + 1) ^ 2 := by ring
theorem int_germain_moved (a b : Int) : (a ^ 2 + 2 * b ^ 2) ^ 2 = a ^ 4 + 4 * b ^ 4 + 4 * a ^ 2 * b ^ 2 := by ring
theorem nat_mod_atom (a b : Nat) : (a % 7 + b) * 2 = 2 * b + a % 7 + a % 7 := by ring
theorem nat_sub_atom (a b : Nat) : (a - b) * (a + b) = a * (a - b) + (a - b) * b := by ring
theorem nat_succ_sum (n : Nat) : n * (n + 1) + 2 * (n + 1) = (n + 1) * (n + 1 + 1) := by ring
theorem nat_sum_of_odds (n : Nat) : n ^ 2 + (2 * n + 1) = (n + 1) ^ 2 := by ring
theorem nat_sum_of_cubes (n : Nat) : n ^ 2 * (n + 1) ^ 2 + 4 * (n + 1) ^ 3 = (n + 1) ^ 2 * (n + 1 + 1) ^ 2 := by ring
theorem int_square_of_difference (a b : Int) : (a - b) ^ 2 = a ^ 2 - 2 * a * b + b ^ 2 := by ring
theorem int_difference_of_squares (a b : Int) : a ^ 2 - b ^ 2 = (a + b) * (a - b) := by ring
theorem int_difference_of_cubes (a b : Int) : a ^ 3 - b ^ 3 = (a - b) * (a ^ 2 + a * b + b ^ 2) := by ring
theorem int_sum_of_cubes (a b : Int) : a ^ 3 + b ^ 3 = (a + b) * (a ^ 2 - a * b + b ^ 2) := by ring
theorem int_difference_of_fourths (a b : Int) : a ^ 4 - b ^ 4 = (a - b) * (a + b) * (a ^ 2 + b ^ 2) := by ring
theorem int_germain (a b : Int) :
    a ^ 4 + 4 * b ^ 4 = (a ^ 2 + 2 * b ^ 2 + 2 * a * b) * (a ^ 2 + 2 * b ^ 2 - 2 * a * b) := by
  ring
theorem int_brahmagupta (a b c d : Int) :
    (a ^ 2 + b ^ 2) * (c ^ 2 + d ^ 2) = (a * c - b * d) ^ 2 + (a * d + b * c) ^ 2 := by
  ring
theorem int_brahmagupta_n (a b c d n : Int) :
    (a ^ 2 + n * b ^ 2) * (c ^ 2 + n * d ^ 2) = (a * c - n * b * d) ^ 2 + n * (a * d + b * c) ^ 2 := by
  ring
theorem int_lagrange (a b c x y z : Int) :
    (a ^ 2 + b ^ 2 + c ^ 2) * (x ^ 2 + y ^ 2 + z ^ 2) - (a * x + b * y + c * z) ^ 2 =
      (a * y - b * x) ^ 2 + (b * z - c * y) ^ 2 + (c * x - a * z) ^ 2 := by
  ring
theorem int_euler (a b c d e f g h : Int) :
    (a ^ 2 + b ^ 2 + c ^ 2 + d ^ 2) * (e ^ 2 + f ^ 2 + g ^ 2 + h ^ 2) =
      (a * e - b * f - c * g - d * h) ^ 2 + (a * f + b * e + c * h - d * g) ^ 2 +
        (a * g - b * h + c * e + d * f) ^ 2 + (a * h + b * g - c * f + d * e) ^ 2 := by
  ring
theorem int_three_cubes (a b c : Int) :
    a ^ 3 + b ^ 3 + c ^ 3 - 3 * a * b * c = (a + b + c) * (a ^ 2 + b ^ 2 + c ^ 2 - a * b - b * c - c * a) := by
  ring
theorem int_cube_of_sum (a b c : Int) :
    (a + b + c) ^ 3 - a ^ 3 - b ^ 3 - c ^ 3 = 3 * (a + b) * (b + c) * (c + a) := by
  ring
theorem int_cancel (a b : Int) : a - b + (b - a) = 0 := by ring
theorem int_neg (a b : Int) : -(a - b) * -1 = a - b := by ring
theorem int_neg_square (a : Int) : (-a) ^ 2 = a ^ 2 := by ring
theorem int_neg_cube (a : Int) : (-a) ^ 3 = -a ^ 3 := by ring
theorem int_polarisation (a b : Int) : (a + b) ^ 2 - (a - b) ^ 2 = 4 * a * b := by ring
theorem int_cast_add (m n : Nat) :
    ((m + n : Nat) : Int) ^ 2 = (m : Int) ^ 2 + 2 * (m * n : Nat) + (n : Int) ^ 2 := by
  ring
theorem int_cast_pow (m n : Nat) : ((m ^ n * 3 + 1 : Nat) : Int) = 3 * (m : Int) ^ n + 1 := by ring
theorem int_seventh (a b : Int) :
    (a + b) ^ 7 - a ^ 7 - b ^ 7 = 7 * a * b * (a + b) * (a ^ 2 + a * b + b ^ 2) ^ 2 := by
  ring

theorem nat_power_of_power (x n : Nat) : (x ^ n) ^ 2 = x ^ (2 * n) := by ring
theorem nat_power_of_product (x y n : Nat) : (x * y) ^ n = x ^ n * y ^ n := by ring
theorem nat_succ (x y : Nat) : Nat.succ (x + y) * y = y * x + y ^ 2 + y := by ring
theorem nat_large_numeral (x : Nat) :
    x * 100000000000000000000000000000000 + x = 100000000000000000000000000000001 * x := by
  ring
theorem int_power_of_power (x : Int) (m n : Nat) : (x ^ m) ^ n * x = x ^ (m * n + 1) := by ring
theorem int_high_degree (x y z w : Int) : (x + y + z + w) ^ 8 = (y + x + w + z) ^ 8 := by ring
theorem int_high_exponent (x : Int) : x ^ 100 * x ^ 200 = x ^ 300 := by ring
theorem int_many_atoms (a b c d e f : Int) :
    (a + b + c + d + e + f) ^ 4 = (f + e + d + c + b + a) ^ 2 * (a + b + c + d + e + f) ^ 2 := by
  ring

/-! ## Refused -/

theorem nat_no_square (a b : Nat) (h : (a + b) ^ 2 = a ^ 2 + b ^ 2) : (a + b) ^ 2 = a ^ 2 + b ^ 2 := by
  fail_if_success ring
  exact h
theorem nat_no_sub (a b : Nat) (h : a - b + b = a) : a - b + b = a := by
  fail_if_success ring
  exact h
theorem nat_no_coefficient (a b : Nat) (h : (a + b) ^ 2 = a ^ 2 + 3 * a * b + b ^ 2) :
    (a + b) ^ 2 = a ^ 2 + 3 * a * b + b ^ 2 := by
  fail_if_success ring
  exact h
theorem nat_no_zero (a : Nat) (h : a = 0) : a = 0 := by
  fail_if_success ring
  exact h
theorem int_no_sign (a b : Int) (h : (a - b) ^ 2 = a ^ 2 - 2 * a * b - b ^ 2) :
    (a - b) ^ 2 = a ^ 2 - 2 * a * b - b ^ 2 := by
  fail_if_success ring
  exact h
theorem int_no_difference (a b : Int) (h : a - b = b - a) : a - b = b - a := by
  fail_if_success ring
  exact h
theorem int_no_exponent (a : Int) (m n : Nat) (h : a ^ m = a ^ n) : a ^ m = a ^ n := by
  fail_if_success ring
  exact h
theorem int_no_degree (a b : Int) (h : a ^ 3 * b = a * b ^ 3) : a ^ 3 * b = a * b ^ 3 := by
  fail_if_success ring
  exact h
theorem int_no_division (a b : Int) (h : a / b * b = a) : a / b * b = a := by
  fail_if_success ring
  exact h
theorem int_no_atom (f : Int → Int) (a b : Int) (h : f (a + b) = f a + f b) : f (a + b) = f a + f b := by
  fail_if_success ring
  exact h
theorem nat_no_other_base (n : Nat) (h : 4 ^ n = 2 ^ (2 * n)) : 4 ^ n = 2 ^ (2 * n) := by
  fail_if_success ring
  exact h
theorem other_relation (a b : Nat) (h : a + b ≤ b + a) : a + b ≤ b + a := by
  fail_if_success ring
  exact h

/-! ## Combinations of equations -/

theorem lc_scale (a b : Int) (h : a = b) : 2 * a + 1 = 2 * b + 1 := by linear_combination 2 * h
theorem lc_two (x y : Int) (h₁ : x + y = 5) (h₂ : x - y = 1) : 2 * x = 6 := by linear_combination h₁ + h₂
theorem lc_product (a b c : Int) (h : a = b) : a * c - b * c = 0 := by linear_combination c * h
theorem lc_right (a b c : Int) (h : a = b) : a * c = b * c := by linear_combination h * c
theorem lc_square (a b : Int) (h : a = b) : a ^ 2 = b ^ 2 := by linear_combination (a + b) * h
theorem lc_nat (a b c : Nat) (h : a + b = c) (k : a = 2 * b) : 3 * b = c := by linear_combination h - k
theorem lc_neg (a b : Int) (h : a = -b) : -b = a := by linear_combination -h
theorem lc_lemma (f : Int → Int) (h : ∀ x, f x = x + 1) : f 1 + f 2 = 5 := by linear_combination h 1 + h 2
theorem lc_product_of_equations (a b c d : Int) (h : a = b) (k : c = d) : a * c = b * d := by
  linear_combination h * k
theorem lc_refuses (a b : Int) (h : a = b) (k : 2 * a = 3 * b) : 2 * a = 3 * b := by
  fail_if_success linear_combination 2 * h
  rw [h] at k ⊢
  exact k

prelude
import Init.Omega
/-!
# Integers: order, sign and absolute value

The linear part is what `omega` proves; products and signs are by cases.  Names and statements are
those of Lean's core.
-/

namespace Int
variable {a b c d : Int}

/-! ## Casts -/

@[simp] theorem natCast_le_zero {n : Nat} : (n : Int) ≤ 0 ↔ n = 0 := by omega
@[simp] theorem succ_ofNat_pos (n : Nat) : 0 < (n : Int) + 1 := by omega
theorem not_ofNat_neg (n : Nat) : ¬((n : Int) < 0) := by omega
@[simp] theorem zero_le_ofNat (n : Nat) : 0 ≤ ((OfNat.ofNat n) : Int) := natCast_nonneg n
@[simp] theorem neg_natCast_le_natCast (n m : Nat) : -(n : Int) ≤ (m : Int) := by omega
theorem exists_eq_neg_ofNat {a : Int} (H : a ≤ 0) : ∃ n : Nat, a = -(n : Int) := ⟨(-a).toNat, by omega⟩
theorem eq_negSucc_of_lt_zero {a : Int} (h : a < 0) : ∃ n : Nat, a = negSucc n := ⟨(-a - 1).toNat, by omega⟩
protected theorem exists_add_of_le {a b : Int} (h : a ≤ b) : ∃ (c : Nat), b = a + c := ⟨(b - a).toNat, by omega⟩

/-! ## Order and sums -/

protected theorem lt_of_add_lt_add_left (h : a + b < a + c) : b < c := by omega
protected theorem lt_of_add_lt_add_right (h : a + b < c + b) : a < c := by omega
@[simp] protected theorem add_lt_add_iff_left (a : Int) : a + b < a + c ↔ b < c := by omega
@[simp] protected theorem add_lt_add_iff_right (c : Int) : a + c < b + c ↔ a < b := by omega
protected theorem add_lt_add (h₁ : a < b) (h₂ : c < d) : a + c < b + d := by omega
protected theorem add_lt_add_of_le_of_lt (h₁ : a ≤ b) (h₂ : c < d) : a + c < b + d := by omega
protected theorem add_lt_add_of_lt_of_le (h₁ : a < b) (h₂ : c ≤ d) : a + c < b + d := by omega
protected theorem lt_add_of_pos_right (a : Int) {b : Int} (h : 0 < b) : a < a + b := by omega
protected theorem lt_add_of_pos_left (a : Int) {b : Int} (h : 0 < b) : a < b + a := by omega
protected theorem le_add_of_nonneg_left (h : 0 ≤ b) : a ≤ b + a := by omega
protected theorem add_nonneg (ha : 0 ≤ a) (hb : 0 ≤ b) : 0 ≤ a + b := by omega
protected theorem add_pos (ha : 0 < a) (hb : 0 < b) : 0 < a + b := by omega
protected theorem add_pos_of_pos_of_nonneg (ha : 0 < a) (hb : 0 ≤ b) : 0 < a + b := by omega
protected theorem add_pos_of_nonneg_of_pos (ha : 0 ≤ a) (hb : 0 < b) : 0 < a + b := by omega
protected theorem add_nonpos (ha : a ≤ 0) (hb : b ≤ 0) : a + b ≤ 0 := by omega
protected theorem add_neg (ha : a < 0) (hb : b < 0) : a + b < 0 := by omega
protected theorem add_neg_of_neg_of_nonpos (ha : a < 0) (hb : b ≤ 0) : a + b < 0 := by omega
protected theorem add_neg_of_nonpos_of_neg (ha : a ≤ 0) (hb : b < 0) : a + b < 0 := by omega
protected theorem lt_add_of_le_of_pos (hbc : b ≤ c) (ha : 0 < a) : b < c + a := by omega
protected theorem add_le_add_three {a b c d e f : Int} (h₁ : a ≤ d) (h₂ : b ≤ e) (h₃ : c ≤ f) :
    a + b + c ≤ d + e + f := by omega
theorem le_add_one (h : a ≤ b) : a ≤ b + 1 := by omega
theorem le_add_one_iff {m n : Int} : m ≤ n + 1 ↔ m ≤ n ∨ m = n + 1 := by omega
theorem sub_one_lt_of_le (H : a ≤ b) : a - 1 < b := by omega
theorem le_of_sub_one_lt (H : a - 1 < b) : a ≤ b := by omega
theorem le_sub_one_of_lt (H : a < b) : a ≤ b - 1 := by omega
theorem lt_of_le_sub_one (H : a ≤ b - 1) : a < b := by omega
theorem sub_one_lt_iff {m n : Int} : m - 1 < n ↔ m ≤ n := by omega
theorem le_sub_one_iff {m n : Int} : m ≤ n - 1 ↔ m < n := by omega

/-! ## Order and negation -/

@[simp] protected theorem neg_le_neg_iff : -a ≤ -b ↔ b ≤ a := by omega
@[simp] protected theorem neg_lt_neg_iff : -a < -b ↔ b < a := by omega
@[simp] protected theorem neg_le_zero_iff : -a ≤ 0 ↔ 0 ≤ a := by omega
@[simp] protected theorem zero_le_neg_iff : 0 ≤ -a ↔ a ≤ 0 := by omega
@[simp] protected theorem neg_lt_zero_iff : -a < 0 ↔ 0 < a := by omega
@[simp] protected theorem zero_lt_neg_iff : 0 < -a ↔ a < 0 := by omega
protected theorem neg_pos : 0 < -a ↔ a < 0 := by omega
protected theorem neg_nonneg : 0 ≤ -a ↔ a ≤ 0 := by omega
protected theorem neg_neg_iff_pos : -a < 0 ↔ 0 < a := by omega
protected theorem neg_nonpos_iff (i : Int) : -i ≤ 0 ↔ 0 ≤ i := by omega
protected theorem nonneg_of_neg_nonpos (h : -a ≤ 0) : 0 ≤ a := by omega
protected theorem nonpos_of_neg_nonneg (h : 0 ≤ -a) : a ≤ 0 := by omega
protected theorem lt_of_neg_lt_neg (h : -b < -a) : a < b := by omega
protected theorem pos_of_neg_neg (h : -a < 0) : 0 < a := by omega
protected theorem neg_of_neg_pos (h : 0 < -a) : a < 0 := by omega
protected theorem le_neg_of_le_neg (h : a ≤ -b) : b ≤ -a := by omega
protected theorem neg_le_of_neg_le (h : -a ≤ b) : -b ≤ a := by omega
protected theorem lt_neg_of_lt_neg (h : a < -b) : b < -a := by omega
protected theorem neg_lt_of_neg_lt (h : -a < b) : -b < a := by omega

/-! ## Order and differences -/

@[simp] protected theorem sub_pos : 0 < a - b ↔ b < a := by omega
@[simp] protected theorem sub_nonneg : 0 ≤ a - b ↔ b ≤ a := by omega
protected theorem sub_nonpos_of_le (h : a ≤ b) : a - b ≤ 0 := by omega
protected theorem le_of_sub_nonpos (h : a - b ≤ 0) : a ≤ b := by omega
protected theorem sub_neg_of_lt (h : a < b) : a - b < 0 := by omega
protected theorem lt_of_sub_neg (h : a - b < 0) : a < b := by omega
protected theorem sub_le_self (a : Int) {b : Int} (h : 0 ≤ b) : a - b ≤ a := by omega
protected theorem add_le_of_le_neg_add (h : b ≤ -a + c) : a + b ≤ c := by omega
protected theorem le_neg_add_of_add_le (h : a + b ≤ c) : b ≤ -a + c := by omega
protected theorem add_le_of_le_sub_left (h : b ≤ c - a) : a + b ≤ c := by omega
protected theorem le_sub_left_of_add_le (h : a + b ≤ c) : b ≤ c - a := by omega
protected theorem add_le_of_le_sub_right (h : a ≤ c - b) : a + b ≤ c := by omega
protected theorem le_sub_right_of_add_le (h : a + b ≤ c) : a ≤ c - b := by omega
protected theorem le_add_of_neg_add_le (h : -b + a ≤ c) : a ≤ b + c := by omega
protected theorem neg_add_le_of_le_add (h : a ≤ b + c) : -b + a ≤ c := by omega
protected theorem le_add_of_sub_left_le (h : a - b ≤ c) : a ≤ b + c := by omega
protected theorem sub_left_le_of_le_add (h : a ≤ b + c) : a - b ≤ c := by omega
protected theorem le_add_of_sub_right_le (h : a - c ≤ b) : a ≤ b + c := by omega
protected theorem sub_right_le_of_le_add (h : a ≤ b + c) : a - c ≤ b := by omega
protected theorem sub_le_of_sub_le (h : a - b ≤ c) : a - c ≤ b := by omega
protected theorem sub_le_sub_left (h : a ≤ b) (c : Int) : c - b ≤ c - a := by omega
protected theorem sub_le_sub_right (h : a ≤ b) (c : Int) : a - c ≤ b - c := by omega
protected theorem sub_le_sub (hab : a ≤ b) (hcd : c ≤ d) : a - d ≤ b - c := by omega
protected theorem le_of_sub_le_sub_left (h : c - a ≤ c - b) : b ≤ a := by omega
protected theorem le_of_sub_le_sub_right (h : a - c ≤ b - c) : a ≤ b := by omega
@[simp] protected theorem sub_le_sub_left_iff : c - a ≤ c - b ↔ b ≤ a := by omega
@[simp] protected theorem sub_le_sub_right_iff : a - c ≤ b - c ↔ a ≤ b := by omega
protected theorem add_lt_of_lt_sub_left (h : b < c - a) : a + b < c := by omega
protected theorem lt_sub_left_of_add_lt (h : a + b < c) : b < c - a := by omega
protected theorem add_lt_of_lt_sub_right (h : a < c - b) : a + b < c := by omega
protected theorem lt_sub_right_of_add_lt (h : a + b < c) : a < c - b := by omega
protected theorem lt_add_of_sub_left_lt (h : a - b < c) : a < b + c := by omega
protected theorem sub_left_lt_of_lt_add (h : a < b + c) : a - b < c := by omega
protected theorem lt_add_of_sub_right_lt (h : a - c < b) : a < b + c := by omega
protected theorem sub_right_lt_of_lt_add (h : a < b + c) : a - c < b := by omega
protected theorem add_lt_iff : a + b < c ↔ a < -b + c := by omega
protected theorem sub_lt_iff : a - b < c ↔ a < c + b := by omega
protected theorem sub_lt_of_sub_lt (h : a - b < c) : a - c < b := by omega
protected theorem sub_lt_sub_left (h : a < b) (c : Int) : c - b < c - a := by omega
protected theorem sub_lt_sub_right (h : a < b) (c : Int) : a - c < b - c := by omega
protected theorem sub_lt_sub (hab : a < b) (hcd : c < d) : a - d < b - c := by omega
protected theorem lt_of_sub_lt_sub_left (h : c - a < c - b) : b < a := by omega
protected theorem lt_of_sub_lt_sub_right (h : a - c < b - c) : a < b := by omega
@[simp] protected theorem sub_lt_sub_left_iff : c - a < c - b ↔ b < a := by omega
@[simp] protected theorem sub_lt_sub_right_iff : a - c < b - c ↔ a < b := by omega
protected theorem sub_lt_sub_of_le_of_lt (hab : a ≤ b) (hcd : c < d) : a - d < b - c := by omega
protected theorem sub_lt_sub_of_lt_of_le (hab : a < b) (hcd : c ≤ d) : a - d < b - c := by omega
protected theorem sub_eq_iff_eq_add {b a c : Int} : a - b = c ↔ a = c + b := by omega
protected theorem sub_eq_iff_eq_add' {b a c : Int} : a - b = c ↔ a = b + c := by omega

/-! ## Order and products -/

protected theorem mul_le_mul (hac : a ≤ c) (hbd : b ≤ d) (nn_b : 0 ≤ b) (nn_c : 0 ≤ c) : a * b ≤ c * d :=
  Int.le_trans (Int.mul_le_mul_of_nonneg_right hac nn_b) (Int.mul_le_mul_of_nonneg_left hbd nn_c)
protected theorem mul_nonpos_of_nonpos_of_nonneg (ha : a ≤ 0) (hb : 0 ≤ b) : a * b ≤ 0 := by
  rw [Int.mul_comm]; exact Int.mul_nonpos_of_nonneg_of_nonpos hb ha
protected theorem mul_nonneg_of_nonpos_of_nonpos (ha : a ≤ 0) (hb : b ≤ 0) : 0 ≤ a * b := by
  rw [← Int.neg_mul_neg]; exact Int.mul_nonneg (by omega) (by omega)
protected theorem mul_neg_of_pos_of_neg (ha : 0 < a) (hb : b < 0) : a * b < 0 := by
  have h := Int.mul_lt_mul_of_pos_left hb ha
  rw [Int.mul_zero] at h; exact h
protected theorem mul_neg_of_neg_of_pos (ha : a < 0) (hb : 0 < b) : a * b < 0 := by
  rw [Int.mul_comm]; exact Int.mul_neg_of_pos_of_neg hb ha
protected theorem mul_pos_of_neg_of_neg (ha : a < 0) (hb : b < 0) : 0 < a * b := by
  rw [← Int.neg_mul_neg]; exact Int.mul_pos (by omega) (by omega)
protected theorem mul_lt_mul_of_neg_left (h : b < a) (hc : c < 0) : c * a < c * b := by
  have k := Int.mul_lt_mul_of_pos_left h (Int.neg_pos_of_neg hc)
  rw [Int.neg_mul, Int.neg_mul] at k; omega
protected theorem mul_lt_mul_of_neg_right (h : b < a) (hc : c < 0) : a * c < b * c := by
  rw [Int.mul_comm a, Int.mul_comm b]; exact Int.mul_lt_mul_of_neg_left h hc
protected theorem mul_lt_mul (h₁ : a < c) (h₂ : b ≤ d) (h₃ : 0 < b) (h₄ : 0 ≤ c) : a * b < c * d :=
  Int.lt_of_lt_of_le (Int.mul_lt_mul_of_pos_right h₁ h₃) (Int.mul_le_mul_of_nonneg_left h₂ h₄)
protected theorem mul_lt_mul' (h₁ : a ≤ c) (h₂ : b < d) (h₃ : 0 ≤ b) (h₄ : 0 < c) : a * b < c * d :=
  Int.lt_of_le_of_lt (Int.mul_le_mul_of_nonneg_right h₁ h₃) (Int.mul_lt_mul_of_pos_left h₂ h₄)
protected theorem mul_self_le_mul_self (h1 : 0 ≤ a) (h2 : a ≤ b) : a * a ≤ b * b :=
  Int.mul_le_mul h2 h2 h1 (Int.le_trans h1 h2)
protected theorem mul_self_lt_mul_self (h1 : 0 ≤ a) (h2 : a < b) : a * a < b * b :=
  Int.mul_lt_mul' (Int.le_of_lt h2) h2 h1 (Int.lt_of_le_of_lt h1 h2)
protected theorem le_of_mul_le_mul_left (w : a * b ≤ a * c) (h : 0 < a) : b ≤ c :=
  Int.not_lt.1 fun k => Int.not_le_of_gt (Int.mul_lt_mul_of_pos_left k h) w
protected theorem le_of_mul_le_mul_right (w : b * a ≤ c * a) (h : 0 < a) : b ≤ c :=
  Int.not_lt.1 fun k => Int.not_le_of_gt (Int.mul_lt_mul_of_pos_right k h) w
protected theorem lt_of_mul_lt_mul_left (w : a * b < a * c) (h : 0 ≤ a) : b < c :=
  Int.not_le.1 fun k => Int.not_lt_of_ge (Int.mul_le_mul_of_nonneg_left k h) w
protected theorem lt_of_mul_lt_mul_right (w : b * a < c * a) (h : 0 ≤ a) : b < c :=
  Int.not_le.1 fun k => Int.not_lt_of_ge (Int.mul_le_mul_of_nonneg_right k h) w
protected theorem nonneg_of_mul_nonneg_left (h : 0 ≤ a * b) (hb : 0 < b) : 0 ≤ a :=
  Int.not_lt.1 fun ha => Int.not_le_of_gt (Int.mul_neg_of_neg_of_pos ha hb) h
protected theorem nonneg_of_mul_nonneg_right (h : 0 ≤ a * b) (ha : 0 < a) : 0 ≤ b :=
  Int.not_lt.1 fun hb => Int.not_le_of_gt (Int.mul_neg_of_pos_of_neg ha hb) h
protected theorem nonpos_of_mul_nonpos_left (h : a * b ≤ 0) (hb : 0 < b) : a ≤ 0 :=
  Int.not_lt.1 fun ha => Int.not_le_of_gt (Int.mul_pos ha hb) h
protected theorem nonpos_of_mul_nonpos_right (h : a * b ≤ 0) (ha : 0 < a) : b ≤ 0 :=
  Int.not_lt.1 fun hb => Int.not_le_of_gt (Int.mul_pos ha hb) h
protected theorem pos_of_mul_pos_left (h : 0 < a * b) (hb : 0 < b) : 0 < a :=
  Int.not_le.1 fun ha => Int.not_lt_of_ge (Int.mul_nonpos_of_nonpos_of_nonneg ha (Int.le_of_lt hb)) h
protected theorem pos_of_mul_pos_right (h : 0 < a * b) (ha : 0 < a) : 0 < b :=
  Int.not_le.1 fun hb => Int.not_lt_of_ge (Int.mul_nonpos_of_nonneg_of_nonpos (Int.le_of_lt ha) hb) h
protected theorem neg_of_mul_neg_left (h : a * b < 0) (hb : 0 < b) : a < 0 :=
  Int.not_le.1 fun ha => Int.not_lt_of_ge (Int.mul_nonneg ha (Int.le_of_lt hb)) h
protected theorem neg_of_mul_neg_right (h : a * b < 0) (ha : 0 < a) : b < 0 :=
  Int.not_le.1 fun hb => Int.not_lt_of_ge (Int.mul_nonneg (Int.le_of_lt ha) hb) h

/-! ## Minimum and maximum -/

-- Short proofs: those that `omega` writes for these would be a third of the module.
private theorem eq_of_le_iff {a b : Int} (h : ∀ x, x ≤ a ↔ x ≤ b) : a = b :=
  Int.le_antisymm ((h a).1 (Int.le_refl a)) ((h b).2 (Int.le_refl b))
private theorem eq_of_ge_iff {a b : Int} (h : ∀ x, a ≤ x ↔ b ≤ x) : a = b :=
  Int.le_antisymm ((h b).2 (Int.le_refl b)) ((h a).1 (Int.le_refl a))

protected theorem min_comm (a b : Int) : min a b = min b a :=
  eq_of_le_iff fun _ => Int.le_min.trans (and_comm.trans Int.le_min.symm)
protected theorem max_comm (a b : Int) : max a b = max b a :=
  eq_of_ge_iff fun _ => Int.max_le.trans (and_comm.trans Int.max_le.symm)
@[simp] protected theorem min_assoc (a b c : Int) : min (min a b) c = min a (min b c) :=
  eq_of_le_iff fun _ => by rw [Int.le_min, Int.le_min, Int.le_min, Int.le_min, and_assoc]
@[simp] protected theorem max_assoc (a b c : Int) : max (max a b) c = max a (max b c) :=
  eq_of_ge_iff fun _ => by rw [Int.max_le, Int.max_le, Int.max_le, Int.max_le, and_assoc]
@[simp] protected theorem min_self (a : Int) : min a a = a := Int.min_eq_left (Int.le_refl a)
@[simp] protected theorem max_self (a : Int) : max a a = a := Int.max_eq_left (Int.le_refl a)
instance : Std.Commutative (α := Int) min := ⟨Int.min_comm⟩
instance : Std.Commutative (α := Int) max := ⟨Int.max_comm⟩
instance : Std.Associative (α := Int) min := ⟨Int.min_assoc⟩
instance : Std.Associative (α := Int) max := ⟨Int.max_assoc⟩
instance : Std.IdempotentOp (α := Int) min := ⟨Int.min_self⟩
instance : Std.IdempotentOp (α := Int) max := ⟨Int.max_self⟩
protected theorem lt_min : a < min b c ↔ a < b ∧ a < c := Int.le_min
protected theorem max_lt : max a b < c ↔ a < c ∧ b < c := by
  rw [← Int.not_le, ← Int.not_le, ← Int.not_le, ← not_or]
  refine not_congr ⟨fun h => ?_, fun h => h.elim (Int.le_trans · (Int.le_max_left a b)) (Int.le_trans · (Int.le_max_right a b))⟩
  rcases Int.le_total a b with k | k
  · exact .inr (Int.max_eq_right k ▸ h)
  · exact .inl (Int.max_eq_left k ▸ h)
@[simp] protected theorem neg_min_neg (a b : Int) : min (-a) (-b) = -max a b :=
  (Int.le_total a b).elim
    (fun h => by rw [Int.max_eq_right h, Int.min_eq_right (Int.neg_le_neg h)])
    fun h => by rw [Int.max_eq_left h, Int.min_eq_left (Int.neg_le_neg h)]
@[simp] protected theorem neg_max_neg (a b : Int) : max (-a) (-b) = -min a b := by
  rw [← Int.neg_inj, ← Int.neg_min_neg, Int.neg_neg, Int.neg_neg, Int.neg_neg]
@[simp] protected theorem min_add_right (a b c : Int) : min (a + c) (b + c) = min a b + c :=
  (Int.le_total a b).elim
    (fun h => by rw [Int.min_eq_left h, Int.min_eq_left (Int.add_le_add_right h c)])
    fun h => by rw [Int.min_eq_right h, Int.min_eq_right (Int.add_le_add_right h c)]
@[simp] protected theorem min_add_left (a b c : Int) : min (a + b) (a + c) = a + min b c := by
  rw [Int.add_comm a, Int.add_comm a, Int.min_add_right, Int.add_comm]
@[simp] protected theorem max_add_right (a b c : Int) : max (a + c) (b + c) = max a b + c :=
  (Int.le_total a b).elim
    (fun h => by rw [Int.max_eq_right h, Int.max_eq_right (Int.add_le_add_right h c)])
    fun h => by rw [Int.max_eq_left h, Int.max_eq_left (Int.add_le_add_right h c)]
@[simp] protected theorem max_add_left (a b c : Int) : max (a + b) (a + c) = a + max b c := by
  rw [Int.add_comm a, Int.add_comm a, Int.max_add_right, Int.add_comm]
@[simp] theorem ofNat_max_zero (n : Nat) : (max (n : Int) 0) = n := Int.max_eq_left (natCast_nonneg n)
@[simp] theorem zero_max_ofNat (n : Nat) : (max 0 (n : Int)) = n := Int.max_eq_right (natCast_nonneg n)
@[simp] protected theorem min_self_assoc {m n : Int} : min m (min m n) = min m n := by
  rw [← Int.min_assoc, Int.min_self]
@[simp] protected theorem max_self_assoc {m n : Int} : max m (max m n) = max m n := by
  rw [← Int.max_assoc, Int.max_self]
private theorem max_mono (a : Int) {b c : Int} (h : b ≤ c) : max a b ≤ max a c :=
  Int.max_le.2 ⟨Int.le_max_left a c, Int.le_trans h (Int.le_max_right a c)⟩
private theorem min_mono (a : Int) {b c : Int} (h : b ≤ c) : min a b ≤ min a c :=
  Int.le_min.2 ⟨Int.min_le_left a b, Int.le_trans (Int.min_le_right a b) h⟩
protected theorem max_min_distrib_left (a b c : Int) : max a (min b c) = min (max a b) (max a c) :=
  (Int.le_total b c).elim
    (fun h => by rw [Int.min_eq_left h, Int.min_eq_left (max_mono a h)])
    fun h => by rw [Int.min_eq_right h, Int.min_eq_right (max_mono a h)]
protected theorem min_max_distrib_left (a b c : Int) : min a (max b c) = max (min a b) (min a c) :=
  (Int.le_total b c).elim
    (fun h => by rw [Int.max_eq_right h, Int.max_eq_right (min_mono a h)])
    fun h => by rw [Int.max_eq_left h, Int.max_eq_left (min_mono a h)]
protected theorem sub_min_sub_right (a b c : Int) : min (a - c) (b - c) = min a b - c := Int.min_add_right a b (-c)
protected theorem sub_max_sub_right (a b c : Int) : max (a - c) (b - c) = max a b - c := Int.max_add_right a b (-c)
protected theorem sub_min_sub_left (a b c : Int) : min (a - b) (a - c) = a - max b c := by
  rw [Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.min_add_left, Int.neg_min_neg, Int.sub_eq_add_neg]
protected theorem sub_max_sub_left (a b c : Int) : max (a - b) (a - c) = a - min b c := by
  rw [Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.max_add_left, Int.neg_max_neg, Int.sub_eq_add_neg]

/-! ## Natural numbers from integers -/

@[simp] theorem toNat_eq_zero : ∀ {n : Int}, n.toNat = 0 ↔ n ≤ 0 := by omega
@[simp] theorem toNat_sub' (a : Int) (b : Nat) : (a - b).toNat = a.toNat - b :=
  match a with
  | ofNat m => toNat_sub m b
  | negSucc m => by
    rw [show (negSucc m).toNat = 0 from rfl, Nat.zero_sub, toNat_eq_zero]; omega
@[simp] theorem toNat_sub_max_self (a : Int) : (a - max a 0).toNat = 0 :=
  toNat_eq_zero.2 (Int.sub_nonpos_of_le (Int.le_max_left a 0))
@[simp] theorem toNat_sub_self_max (a : Int) : (a - max 0 a).toNat = 0 :=
  toNat_eq_zero.2 (Int.sub_nonpos_of_le (Int.le_max_right 0 a))
@[simp] theorem toNat_le {m : Int} {n : Nat} : m.toNat ≤ n ↔ m ≤ n := by omega
@[simp] theorem toNat_lt' {m : Int} {n : Nat} (hn : 0 < n) : m.toNat < n ↔ m < n := by omega
theorem self_le_toNat (a : Int) : a ≤ toNat a := by omega
@[simp] theorem le_toNat {n : Nat} {z : Int} (h : 0 ≤ z) : n ≤ z.toNat ↔ (n : Int) ≤ z := by omega
@[simp] theorem toNat_lt {n : Nat} {z : Int} (h : 0 ≤ z) : z.toNat < n ↔ z < (n : Int) := by omega
theorem toNat_add {a b : Int} (ha : 0 ≤ a) (hb : 0 ≤ b) : (a + b).toNat = a.toNat + b.toNat := by
  obtain ⟨m, rfl⟩ := eq_ofNat_of_zero_le ha
  obtain ⟨n, rfl⟩ := eq_ofNat_of_zero_le hb
  rfl
theorem toNat_sub'' {a b : Int} (ha : 0 ≤ a) (hb : 0 ≤ b) : (a - b).toNat = a.toNat - b.toNat := by
  obtain ⟨m, rfl⟩ := eq_ofNat_of_zero_le ha
  obtain ⟨n, rfl⟩ := eq_ofNat_of_zero_le hb
  exact toNat_sub m n
theorem toNat_add_nat {a : Int} (ha : 0 ≤ a) (n : Nat) : (a + n).toNat = a.toNat + n :=
  toNat_add ha (natCast_nonneg n)
@[simp] theorem pred_toNat (i : Int) : (i - 1).toNat = i.toNat - 1 := toNat_sub' i 1
theorem toNat_sub_toNat_neg (n : Int) : ↑n.toNat - ↑(-n).toNat = n := by omega
@[simp] theorem toNat_add_toNat_neg_eq_natAbs (n : Int) : n.toNat + (-n).toNat = n.natAbs :=
  match n with
  | ofNat 0 => rfl
  | ofNat (_ + 1) => rfl
  | negSucc _ => Nat.zero_add _
@[simp] theorem toNat_neg_nat (n : Nat) : (-(n : Int)).toNat = 0 := by omega
theorem toNat_mul {a b : Int} (ha : 0 ≤ a) (hb : 0 ≤ b) : (a * b).toNat = a.toNat * b.toNat := by
  obtain ⟨m, rfl⟩ := eq_ofNat_of_zero_le ha
  obtain ⟨n, rfl⟩ := eq_ofNat_of_zero_le hb
  rfl
theorem mem_toNat? : ∀ {a : Int} {n : Nat}, toNat? a = some n ↔ a = n
  | ofNat _, _ => ⟨fun h => congrArg ofNat (Option.some.inj h), fun h => congrArg some (ofNat.inj h)⟩
  | negSucc _, _ => ⟨nofun, nofun⟩

/-! ## Absolute value -/

theorem natAbs_ne_zero {a : Int} : a.natAbs ≠ 0 ↔ a ≠ 0 := not_congr natAbs_eq_zero
theorem eq_neg_natAbs_of_nonpos {a : Int} (h : a ≤ 0) : a = -natAbs a := by omega
theorem natAbs_eq_iff {a : Int} {n : Nat} : a.natAbs = n ↔ a = n ∨ a = -↑n := by omega
theorem natAbs_add_le (a b : Int) : natAbs (a + b) ≤ natAbs a + natAbs b := by omega
theorem natAbs_sub_le (a b : Int) : natAbs (a - b) ≤ natAbs a + natAbs b :=
  natAbs_neg b ▸ natAbs_add_le a (-b)
theorem natAbs_add_of_nonneg {a b : Int} (ha : 0 ≤ a) (hb : 0 ≤ b) : natAbs (a + b) = natAbs a + natAbs b := by
  obtain ⟨m, rfl⟩ := eq_ofNat_of_zero_le ha
  obtain ⟨n, rfl⟩ := eq_ofNat_of_zero_le hb
  rfl
theorem natAbs_add_of_nonpos {a b : Int} (ha : a ≤ 0) (hb : b ≤ 0) : natAbs (a + b) = natAbs a + natAbs b := by
  rw [← natAbs_neg, Int.neg_add, natAbs_add_of_nonneg (by omega) (by omega), natAbs_neg, natAbs_neg]
theorem natAbs_sub_of_nonneg_of_le {a b : Int} (h₁ : 0 ≤ b) (h₂ : b ≤ a) : (a - b).natAbs = a.natAbs - b.natAbs := by
  omega
theorem natAbs_lt_natAbs_of_nonneg_of_lt {a b : Int} (w₁ : 0 ≤ a) (w₂ : a < b) : a.natAbs < b.natAbs := by omega
protected theorem eq_nat_or_neg (a : Int) : ∃ n : Nat, a = n ∨ a = -↑n := ⟨_, natAbs_eq a⟩
theorem natAbs_mul_self : ∀ {a : Int}, ↑(natAbs a * natAbs a) = a * a
  | ofNat _ => rfl
  | negSucc _ => rfl
@[simp] theorem natAbs_mul_self' (a : Int) : (natAbs a * natAbs a : Int) = a * a := natAbs_mul_self
theorem natAbs_mul_natAbs_eq {a b : Int} {c : Nat} (h : a * b = (c : Int)) : a.natAbs * b.natAbs = c := by
  rw [← natAbs_mul, h]; rfl

/-! ## Sign -/

@[simp] theorem sign_zero : sign 0 = 0 := rfl
@[simp] theorem sign_one : sign 1 = 1 := rfl
theorem sign_neg_one : sign (-1) = -1 := rfl
@[simp] theorem sign_of_add_one (x : Nat) : Int.sign (x + 1) = 1 := rfl
@[simp] theorem sign_natCast_add_one (n : Nat) : Int.sign (n + 1) = 1 := rfl
@[simp] theorem sign_negSucc (x : Nat) : Int.sign (negSucc x) = -1 := rfl
theorem sign_eq_one_of_pos {a : Int} (h : 0 < a) : sign a = 1 := by
  obtain ⟨n, rfl⟩ := eq_succ_of_zero_lt h; rfl
theorem sign_eq_neg_one_of_neg {a : Int} (h : a < 0) : sign a = -1 := by
  obtain ⟨n, rfl⟩ := eq_negSucc_of_lt_zero h; rfl
theorem sign_natCast_of_ne_zero {n : Nat} (hn : n ≠ 0) : Int.sign n = 1 := sign_eq_one_of_pos (by omega)
theorem eq_zero_of_sign_eq_zero : ∀ {a : Int}, sign a = 0 → a = 0
  | ofNat 0, _ => rfl
theorem pos_of_sign_eq_one : ∀ {a : Int}, sign a = 1 → 0 < a
  | ofNat (n + 1), _ => succ_ofNat_pos n
theorem neg_of_sign_eq_neg_one : ∀ {a : Int}, sign a = -1 → a < 0
  | ofNat 0, h => nomatch h
  | ofNat (_ + 1), h => nomatch h
  | negSucc n, _ => negSucc_lt_zero n
@[simp] theorem sign_eq_one_iff_pos {a : Int} : sign a = 1 ↔ 0 < a := ⟨pos_of_sign_eq_one, sign_eq_one_of_pos⟩
@[simp] theorem sign_eq_neg_one_iff_neg {a : Int} : sign a = -1 ↔ a < 0 :=
  ⟨neg_of_sign_eq_neg_one, sign_eq_neg_one_of_neg⟩
@[simp] theorem sign_eq_zero_iff_zero {a : Int} : sign a = 0 ↔ a = 0 :=
  ⟨eq_zero_of_sign_eq_zero, fun h => by rw [h, sign_zero]⟩
theorem sign_trichotomy (a : Int) : sign a = 1 ∨ sign a = 0 ∨ sign a = -1 := by
  rw [sign_eq_one_iff_pos, sign_eq_zero_iff_zero, sign_eq_neg_one_iff_neg]; omega
@[simp] theorem sign_neg : ∀ z : Int, Int.sign (-z) = -Int.sign z
  | ofNat 0 => rfl
  | ofNat (_ + 1) => rfl
  | negSucc _ => rfl
theorem sign_mul_natAbs : ∀ a : Int, sign a * natAbs a = a
  | ofNat 0 => rfl
  | ofNat (n + 1) => Int.one_mul (n + 1 : Nat)
  | negSucc n => (Int.neg_eq_neg_one_mul (n + 1 : Nat)).symm
@[simp] theorem sign_mul : ∀ a b : Int, sign (a * b) = sign a * sign b
  | ofNat 0, b => by rw [show ofNat 0 = 0 from rfl, Int.zero_mul, sign_zero, Int.zero_mul]
  | a, ofNat 0 => by rw [show ofNat 0 = 0 from rfl, Int.mul_zero, sign_zero, Int.mul_zero]
  | ofNat (_ + 1), ofNat (_ + 1) => rfl
  | ofNat (_ + 1), negSucc _ => rfl
  | negSucc _, ofNat (_ + 1) => rfl
  | negSucc _, negSucc _ => rfl
@[simp] theorem mul_sign_self (i : Int) : i * sign i = natAbs i := by
  match i with
  | ofNat 0 => rfl
  | ofNat (n + 1) => exact Int.mul_one (n + 1 : Nat)
  | negSucc n => exact Int.mul_neg_one (negSucc n)
@[simp] theorem sign_mul_self (i : Int) : sign i * i = natAbs i := by rw [Int.mul_comm, mul_sign_self]

end Int

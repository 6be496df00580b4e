prelude
import Init.Int.Lemmas
/-!
# Integers: the order

Order, absolute value, `toNat`, minimum and maximum: what `omega` rests on, proved by hand.  More
is in `Init.Int.LemmasAux`, where `omega` does the work.
-/

namespace Int
variable {a b c d : Int}

/-! ## Less or equal -/

theorem nonneg_def {a : Int} : NonNeg a ↔ ∃ n : Nat, a = n :=
  ⟨fun h => match a, h with | _, ⟨n⟩ => ⟨n, rfl⟩, fun ⟨n, e⟩ => e ▸ ⟨n⟩⟩
theorem NonNeg.elim {a : Int} : NonNeg a → ∃ n : Nat, a = n := nonneg_def.1
theorem nonneg_or_nonneg_neg : ∀ a : Int, NonNeg a ∨ NonNeg (-a)
  | ofNat n => .inl ⟨n⟩
  | negSucc n => .inr ⟨n + 1⟩
theorem le_def {a b : Int} : a ≤ b ↔ NonNeg (b - a) := Iff.rfl
theorem lt_iff_add_one_le {a b : Int} : a < b ↔ a + 1 ≤ b := Iff.rfl
theorem le.intro_sub {a b : Int} (n : Nat) (h : b - a = n) : a ≤ b := nonneg_def.2 ⟨n, h⟩
theorem le.intro {a b : Int} (n : Nat) (h : a + n = b) : a ≤ b :=
  le.intro_sub n (by rw [← h, Int.add_comm, Int.add_sub_cancel])
theorem le.dest_sub {a b : Int} (h : a ≤ b) : ∃ n : Nat, b - a = n := nonneg_def.1 h
theorem le.dest {a b : Int} (h : a ≤ b) : ∃ n : Nat, a + n = b :=
  (le.dest_sub h).imp fun n e => by rw [← e, Int.add_comm, Int.sub_add_cancel]

@[simp, refl] protected theorem le_refl (a : Int) : a ≤ a := le.intro 0 (Int.add_zero a)
protected theorem le_rfl {a : Int} : a ≤ a := a.le_refl
protected theorem le_of_eq (hab : a = b) : a ≤ b := hab ▸ Int.le_rfl
protected theorem ge_of_eq (hab : a = b) : b ≤ a := hab ▸ Int.le_rfl
protected theorem le_trans (h₁ : a ≤ b) (h₂ : b ≤ c) : a ≤ c := by
  obtain ⟨m, rfl⟩ := le.dest h₁
  obtain ⟨n, rfl⟩ := le.dest h₂
  exact le.intro (m + n) (by rw [natCast_add, Int.add_assoc])
protected theorem le_antisymm (h₁ : a ≤ b) (h₂ : b ≤ a) : a = b := by
  obtain ⟨m, rfl⟩ := le.dest h₁
  obtain ⟨n, e⟩ := le.dest h₂
  rw [Int.add_assoc, ← natCast_add] at e
  have z : ((m + n : Nat) : Int) = (0 : Nat) := Int.add_left_cancel (e.trans (Int.add_zero a).symm)
  rw [(Nat.eq_zero_of_add_eq_zero (ofNat_inj.1 z)).1, ofNat_zero, Int.add_zero]
protected theorem le_antisymm_iff : a = b ↔ a ≤ b ∧ b ≤ a :=
  ⟨fun h => ⟨Int.le_of_eq h, Int.ge_of_eq h⟩, fun h => Int.le_antisymm h.1 h.2⟩
protected theorem eq_iff_le_and_ge {x y : Int} : x = y ↔ x ≤ y ∧ y ≤ x := Int.le_antisymm_iff
protected theorem le_total (a b : Int) : a ≤ b ∨ b ≤ a :=
  (nonneg_or_nonneg_neg (b - a)).imp_right fun h => by rw [Int.neg_sub] at h; exact h

@[simp, norm_cast] theorem ofNat_le {m n : Nat} : (↑m : Int) ≤ ↑n ↔ m ≤ n :=
  ⟨fun h => (le.dest h).elim fun _ e => Nat.le.intro (ofNat_inj.1 e),
    fun h => (Nat.le.dest h).elim fun k e => le.intro k (congrArg Nat.cast e)⟩
@[simp] theorem ofNat_zero_le (n : Nat) : 0 ≤ (↑n : Int) := ⟨n⟩
theorem natCast_nonneg (n : Nat) : 0 ≤ (n : Int) := ⟨n⟩
theorem ofNat_nonneg (n : Nat) : 0 ≤ (n : Int) := ⟨n⟩
theorem eq_ofNat_of_zero_le {a : Int} (h : 0 ≤ a) : ∃ n : Nat, a = n :=
  (le.dest h).imp fun _ e => by rw [← e, Int.zero_add]

/-! ## Less -/

theorem lt_add_succ (a : Int) (n : Nat) : a < a + (n + 1) := le.intro n (by rw [Int.add_right_comm, Int.add_assoc])
theorem lt.intro {a b : Int} {n : Nat} (h : a + (n + 1) = b) : a < b := h ▸ lt_add_succ a n
theorem lt.dest {a b : Int} (h : a < b) : ∃ n : Nat, a + Nat.succ n = b :=
  (le.dest h).imp fun n e => by rw [← e, Int.add_assoc, Int.add_comm 1]; rfl
theorem eq_succ_of_zero_lt {a : Int} (h : 0 < a) : ∃ n : Nat, a = n + 1 :=
  (lt.dest h).imp fun n e => by rw [← e, Int.zero_add]; rfl
@[simp, norm_cast] theorem ofNat_lt {n m : Nat} : (↑n : Int) < ↑m ↔ n < m := ofNat_le (m := n + 1)
@[simp, norm_cast] theorem natCast_pos {n : Nat} : (0 : Int) < n ↔ 0 < n := ofNat_lt
theorem ofNat_pos {n : Nat} : (0 : Int) < n ↔ 0 < n := ofNat_lt
theorem ofNat_succ_pos (n : Nat) : 0 < (Nat.succ n : Int) := ofNat_lt.2 (Nat.succ_pos n)
@[simp] protected theorem lt_irrefl (a : Int) : ¬a < a := fun h => by
  obtain ⟨n, e⟩ := lt.dest h
  have z : ((n + 1 : Nat) : Int) = (0 : Nat) := Int.add_left_cancel (e.trans (Int.add_zero a).symm)
  exact Nat.succ_ne_zero n (ofNat_inj.1 z)
protected theorem ne_of_lt (h : a < b) : a ≠ b := fun e => Int.lt_irrefl b (e ▸ h)
protected theorem ne_of_gt (h : b < a) : a ≠ b := fun e => Int.lt_irrefl b (e ▸ h)
protected theorem le_of_lt (h : a < b) : a ≤ b := (lt.dest h).elim fun n e => le.intro (n + 1) e
protected theorem lt_succ (a : Int) : a < a + 1 := Int.le_refl _
theorem add_one_le_of_lt (H : a < b) : a + 1 ≤ b := H
theorem lt_of_add_one_le (H : a + 1 ≤ b) : a < b := H
theorem add_one_le_iff : a + 1 ≤ b ↔ a < b := Iff.rfl
protected theorem lt_of_le_of_ne (h : a ≤ b) (n : a ≠ b) : a < b := by
  obtain ⟨k, rfl⟩ := le.dest h
  match k, n with
  | 0, n => exact absurd (Int.add_zero a).symm n
  | k + 1, _ => exact lt_add_succ a k
protected theorem lt_iff_le_and_ne : a < b ↔ a ≤ b ∧ a ≠ b :=
  ⟨fun h => ⟨Int.le_of_lt h, Int.ne_of_lt h⟩, fun h => Int.lt_of_le_of_ne h.1 h.2⟩
protected theorem not_le_of_gt (h : b < a) : ¬a ≤ b := fun k => Int.lt_irrefl b (Int.le_trans h k)
protected theorem lt_of_not_ge (h : ¬a ≤ b) : b < a :=
  Int.lt_of_le_of_ne ((Int.le_total a b).resolve_left h) fun e => h (Int.ge_of_eq e)
@[simp] protected theorem not_le : ¬a ≤ b ↔ b < a := ⟨Int.lt_of_not_ge, Int.not_le_of_gt⟩
protected theorem not_lt_of_ge (h : b ≤ a) : ¬a < b := fun k => Int.not_le_of_gt k h
@[simp] protected theorem not_lt : ¬a < b ↔ b ≤ a :=
  ⟨fun h => (Decidable.em (b ≤ a)).elim id fun n => absurd (Int.lt_of_not_ge n) h, Int.not_lt_of_ge⟩
protected theorem le_of_not_gt (h : ¬a > b) : a ≤ b := Int.not_lt.1 h
protected theorem le_of_not_le : ¬a ≤ b → b ≤ a := (Int.le_total a b).resolve_left
protected theorem lt_iff_le_not_le : a < b ↔ a ≤ b ∧ ¬b ≤ a :=
  ⟨fun h => ⟨Int.le_of_lt h, Int.not_le_of_gt h⟩, fun h => Int.lt_of_not_ge h.2⟩
protected theorem lt_of_le_of_lt (h₁ : a ≤ b) (h₂ : b < c) : a < c :=
  Int.not_le.1 fun h => Int.not_le.2 h₂ (Int.le_trans h h₁)
protected theorem lt_of_lt_of_le (h₁ : a < b) (h₂ : b ≤ c) : a < c := Int.le_trans h₁ h₂
protected theorem lt_trans (h₁ : a < b) (h₂ : b < c) : a < c := Int.lt_of_le_of_lt (Int.le_of_lt h₁) h₂
protected theorem lt_asymm : a < b → ¬b < a := fun h => Int.not_lt_of_ge (Int.le_of_lt h)
protected theorem lt_or_le (a b : Int) : a < b ∨ b ≤ a := (Decidable.em (a < b)).imp_right Int.not_lt.1
protected theorem lt_trichotomy (a b : Int) : a < b ∨ a = b ∨ b < a :=
  (Int.lt_or_le a b).imp_right fun h =>
    (Decidable.em (a = b)).imp_right fun n => Int.lt_of_le_of_ne h fun e => n e.symm
protected theorem lt_or_gt_of_ne : a ≠ b → a < b ∨ b < a := fun n =>
  (Int.lt_trichotomy a b).imp_right fun h => h.resolve_left n
protected theorem lt_or_lt_of_ne : a ≠ b → a < b ∨ b < a := Int.lt_or_gt_of_ne
protected theorem ne_iff_lt_or_gt : a ≠ b ↔ a < b ∨ b < a :=
  ⟨Int.lt_or_gt_of_ne, fun h => h.elim Int.ne_of_lt Int.ne_of_gt⟩
protected theorem le_iff_eq_or_lt : a ≤ b ↔ a = b ∨ a < b :=
  ⟨fun h => (Decidable.em (a = b)).imp_right (Int.lt_of_le_of_ne h), fun h => h.elim Int.le_of_eq Int.le_of_lt⟩
protected theorem le_iff_lt_or_eq : a ≤ b ↔ a < b ∨ a = b := Int.le_iff_eq_or_lt.trans or_comm
protected theorem zero_lt_one : (0 : Int) < 1 := ⟨0⟩
protected theorem one_pos : 0 < (1 : Int) := ⟨0⟩
protected theorem one_ne_zero : (1 : Int) ≠ 0 := by decide
protected theorem one_nonneg : 0 ≤ (1 : Int) := ⟨1⟩

instance : Trans (α := Int) (· ≤ ·) (· ≤ ·) (· ≤ ·) := ⟨Int.le_trans⟩
instance : Trans (α := Int) (· < ·) (· ≤ ·) (· < ·) := ⟨Int.lt_of_lt_of_le⟩
instance : Trans (α := Int) (· ≤ ·) (· < ·) (· < ·) := ⟨Int.lt_of_le_of_lt⟩
instance : Trans (α := Int) (· < ·) (· < ·) (· < ·) := ⟨Int.lt_trans⟩

@[simp] theorem negSucc_lt_zero (n : Nat) : negSucc n < 0 := lt.intro (n := n) (by rw [negSucc_eq]; exact Int.add_left_neg _)
theorem negSucc_le_zero (n : Nat) : negSucc n ≤ 0 := Int.le_of_lt (negSucc_lt_zero n)
@[simp] theorem negSucc_not_nonneg (n : Nat) : 0 ≤ negSucc n ↔ False := iff_false_intro (Int.not_le_of_gt (negSucc_lt_zero n))
@[simp] theorem negSucc_not_pos (n : Nat) : 0 < negSucc n ↔ False := iff_false_intro (Int.not_lt_of_ge (negSucc_le_zero n))

/-! ## Order, sums and negation -/

protected theorem add_le_add_left (h : a ≤ b) (c : Int) : c + a ≤ c + b :=
  (le.dest h).elim fun n e => le.intro n (by rw [Int.add_assoc, e])
protected theorem add_le_add_right (h : a ≤ b) (c : Int) : a + c ≤ b + c := by
  rw [Int.add_comm a, Int.add_comm b]; exact Int.add_le_add_left h c
protected theorem add_le_add (h₁ : a ≤ b) (h₂ : c ≤ d) : a + c ≤ b + d :=
  Int.le_trans (Int.add_le_add_right h₁ c) (Int.add_le_add_left h₂ b)
protected theorem le_of_add_le_add_left (h : a + b ≤ a + c) : b ≤ c := by
  have k := Int.add_le_add_left h (-a)
  rw [Int.neg_add_cancel_left, Int.neg_add_cancel_left] at k
  exact k
protected theorem le_of_add_le_add_right (h : a + b ≤ c + b) : a ≤ c := by
  rw [Int.add_comm a, Int.add_comm c] at h; exact Int.le_of_add_le_add_left h
@[simp] protected theorem add_le_add_iff_left (a : Int) : a + b ≤ a + c ↔ b ≤ c :=
  ⟨Int.le_of_add_le_add_left, fun h => Int.add_le_add_left h a⟩
@[simp] protected theorem add_le_add_iff_right (c : Int) : a + c ≤ b + c ↔ a ≤ b :=
  ⟨Int.le_of_add_le_add_right, fun h => Int.add_le_add_right h c⟩
protected theorem add_lt_add_left (h : a < b) (c : Int) : c + a < c + b := by
  have k := Int.add_le_add_left (show a + 1 ≤ b from h) c
  rw [← Int.add_assoc] at k; exact k
protected theorem add_lt_add_right (h : a < b) (c : Int) : a + c < b + c := by
  rw [Int.add_comm a, Int.add_comm b]; exact Int.add_lt_add_left h c
protected theorem le_add_of_nonneg_right (h : 0 ≤ b) : a ≤ a + b := by
  have k := Int.add_le_add_left h a
  rw [Int.add_zero] at k; exact k
protected theorem neg_le_neg (h : a ≤ b) : -b ≤ -a := by
  obtain ⟨n, rfl⟩ := le.dest h
  exact le.intro n (by rw [Int.neg_add, Int.neg_add_cancel_right])
protected theorem neg_nonneg_of_nonpos (h : a ≤ 0) : 0 ≤ -a := Int.neg_le_neg h
protected theorem neg_nonpos_of_nonneg (h : 0 ≤ a) : -a ≤ 0 := Int.neg_le_neg h
protected theorem le_of_neg_le_neg (h : -b ≤ -a) : a ≤ b := by
  have k := Int.neg_le_neg h
  rw [Int.neg_neg, Int.neg_neg] at k; exact k
protected theorem neg_lt_neg (h : a < b) : -b < -a :=
  Int.lt_of_le_of_ne (Int.neg_le_neg (Int.le_of_lt h)) fun e => Int.ne_of_gt h (Int.neg_inj.1 e)
protected theorem neg_pos_of_neg (h : a < 0) : 0 < -a := Int.neg_lt_neg h
protected theorem neg_neg_of_pos (h : 0 < a) : -a < 0 := Int.neg_lt_neg h
protected theorem sub_nonneg_of_le (h : b ≤ a) : 0 ≤ a - b := by
  have k := Int.add_le_add_right h (-b)
  rw [Int.add_right_neg] at k; exact k
protected theorem le_of_sub_nonneg (h : 0 ≤ a - b) : b ≤ a := by
  have k := Int.add_le_add_right h b
  rw [Int.sub_add_cancel, Int.zero_add] at k; exact k
protected theorem sub_pos_of_lt (h : b < a) : 0 < a - b := by
  have k := Int.add_lt_add_right h (-b)
  rw [Int.add_right_neg] at k; exact k
protected theorem lt_of_sub_pos (h : 0 < a - b) : b < a := by
  have k := Int.add_lt_add_right h b
  rw [Int.sub_add_cancel, Int.zero_add] at k; exact k
protected theorem sub_lt_self (a : Int) {b : Int} (h : 0 < b) : a - b < a := by
  have k := Int.add_lt_add_left (Int.neg_neg_of_pos h) a
  rw [Int.add_zero] at k; exact k
protected theorem add_le_iff_le_sub : a + b ≤ c ↔ a ≤ c - b := by
  rw [← Int.add_le_add_iff_right (a := a) b, Int.sub_add_cancel]
protected theorem le_add_iff_sub_le : a ≤ b + c ↔ a - c ≤ b := by
  rw [← Int.add_le_add_iff_right (a := a - c) c, Int.sub_add_cancel]
protected theorem add_le_zero_iff_le_neg : a + b ≤ 0 ↔ a ≤ -b := by rw [Int.add_le_iff_le_sub, Int.zero_sub]
protected theorem add_le_zero_iff_le_neg' : a + b ≤ 0 ↔ b ≤ -a := by rw [Int.add_comm, Int.add_le_zero_iff_le_neg]
protected theorem add_nonnneg_iff_neg_le : 0 ≤ a + b ↔ -b ≤ a := by rw [Int.le_add_iff_sub_le, Int.zero_sub]
protected theorem add_nonnneg_iff_neg_le' : 0 ≤ a + b ↔ -a ≤ b := by rw [Int.add_comm, Int.add_nonnneg_iff_neg_le]
theorem lt_add_one_iff : a < b + 1 ↔ a ≤ b := Int.add_le_add_iff_right _
protected theorem le_iff_lt_add_one : a ≤ b ↔ a < b + 1 := lt_add_one_iff.symm
theorem lt_add_one_of_le (H : a ≤ b) : a < b + 1 := lt_add_one_iff.2 H
theorem le_of_lt_add_one (H : a < b + 1) : a ≤ b := lt_add_one_iff.1 H

/-! ## Order and products -/

protected theorem mul_nonneg (ha : 0 ≤ a) (hb : 0 ≤ b) : 0 ≤ a * b := by
  obtain ⟨m, rfl⟩ := eq_ofNat_of_zero_le ha
  obtain ⟨n, rfl⟩ := eq_ofNat_of_zero_le hb
  exact natCast_nonneg (m * n)
protected theorem mul_pos (ha : 0 < a) (hb : 0 < b) : 0 < a * b :=
  Int.lt_of_le_of_ne (Int.mul_nonneg (Int.le_of_lt ha) (Int.le_of_lt hb))
    (Int.mul_ne_zero (Int.ne_of_gt ha) (Int.ne_of_gt hb)).symm
protected theorem mul_le_mul_of_nonneg_left (h₁ : a ≤ b) (h₂ : 0 ≤ c) : c * a ≤ c * b := by
  have k := Int.mul_nonneg h₂ (Int.sub_nonneg_of_le h₁)
  rw [Int.mul_sub] at k; exact Int.le_of_sub_nonneg k
protected theorem mul_le_mul_of_nonneg_right (h₁ : a ≤ b) (h₂ : 0 ≤ c) : a * c ≤ b * c := by
  rw [Int.mul_comm a, Int.mul_comm b]; exact Int.mul_le_mul_of_nonneg_left h₁ h₂
protected theorem mul_le_mul_of_nonpos_left (ha : a ≤ 0) (h : c ≤ b) : a * b ≤ a * c := by
  have k := Int.mul_le_mul_of_nonneg_left h (Int.neg_nonneg_of_nonpos ha)
  rw [Int.neg_mul, Int.neg_mul] at k; exact Int.le_of_neg_le_neg k
protected theorem mul_le_mul_of_nonpos_right (h : b ≤ a) (hc : c ≤ 0) : a * c ≤ b * c := by
  rw [Int.mul_comm a, Int.mul_comm b]; exact Int.mul_le_mul_of_nonpos_left hc h
protected theorem mul_lt_mul_of_pos_left (h₁ : a < b) (h₂ : 0 < c) : c * a < c * b := by
  have k := Int.mul_pos h₂ (Int.sub_pos_of_lt h₁)
  rw [Int.mul_sub] at k; exact Int.lt_of_sub_pos k
protected theorem mul_lt_mul_of_pos_right (h₁ : a < b) (h₂ : 0 < c) : a * c < b * c := by
  rw [Int.mul_comm a, Int.mul_comm b]; exact Int.mul_lt_mul_of_pos_left h₁ h₂
protected theorem mul_nonpos_of_nonneg_of_nonpos (ha : 0 ≤ a) (hb : b ≤ 0) : a * b ≤ 0 := by
  have k := Int.mul_le_mul_of_nonneg_left hb ha
  rw [Int.mul_zero] at k; exact k

/-! ## Minimum and maximum -/

protected theorem min_def (n m : Int) : min n m = if n ≤ m then n else m := rfl
protected theorem max_def (n m : Int) : max n m = if n ≤ m then m else n := rfl
protected theorem min_eq_left (h : a ≤ b) : min a b = a := if_pos h
protected theorem max_eq_right (h : a ≤ b) : max a b = b := if_pos h
protected theorem min_eq_right (h : b ≤ a) : min a b = b :=
  (Decidable.em (a ≤ b)).elim (fun k => (if_pos k).trans (Int.le_antisymm k h)) fun k => if_neg k
protected theorem max_eq_left (h : b ≤ a) : max a b = a :=
  (Decidable.em (a ≤ b)).elim (fun k => (if_pos k).trans (Int.le_antisymm h k)) fun k => if_neg k
protected theorem min_le_left (a b : Int) : min a b ≤ a :=
  (Int.le_total a b).elim (fun h => Int.le_of_eq (Int.min_eq_left h)) fun h => by rw [Int.min_eq_right h]; exact h
protected theorem min_le_right (a b : Int) : min a b ≤ b :=
  (Int.le_total a b).elim (fun h => by rw [Int.min_eq_left h]; exact h) fun h => Int.le_of_eq (Int.min_eq_right h)
protected theorem le_max_left (a b : Int) : a ≤ max a b :=
  (Int.le_total a b).elim (fun h => by rw [Int.max_eq_right h]; exact h) fun h => Int.ge_of_eq (Int.max_eq_left h)
protected theorem le_max_right (a b : Int) : b ≤ max a b :=
  (Int.le_total a b).elim (fun h => Int.ge_of_eq (Int.max_eq_right h)) fun h => by rw [Int.max_eq_left h]; exact h
protected theorem le_min : a ≤ min b c ↔ a ≤ b ∧ a ≤ c :=
  ⟨fun h => ⟨Int.le_trans h (Int.min_le_left ..), Int.le_trans h (Int.min_le_right ..)⟩,
    fun ⟨h, k⟩ => (Int.le_total b c).elim (fun e => by rw [Int.min_eq_left e]; exact h)
      fun e => by rw [Int.min_eq_right e]; exact k⟩
protected theorem max_le : max a b ≤ c ↔ a ≤ c ∧ b ≤ c :=
  ⟨fun h => ⟨Int.le_trans (Int.le_max_left ..) h, Int.le_trans (Int.le_max_right ..) h⟩,
    fun ⟨h, k⟩ => (Int.le_total a b).elim (fun e => by rw [Int.max_eq_right e]; exact k)
      fun e => by rw [Int.max_eq_left e]; exact h⟩

/-! ## Absolute value -/

@[simp, norm_cast] theorem natAbs_natCast (n : Nat) : natAbs ↑n = n := rfl
@[simp] theorem natAbs_negSucc (n : Nat) : natAbs (negSucc n) = n.succ := rfl
@[simp] theorem natAbs_zero : natAbs (0 : Int) = (0 : Nat) := rfl
@[simp] theorem natAbs_one : natAbs (1 : Int) = (1 : Nat) := rfl
@[simp] theorem natAbs_eq_zero : natAbs a = 0 ↔ a = 0 :=
  ⟨fun h => match a, h with
    | ofNat _, h => congrArg ofNat h, fun e => e ▸ rfl⟩
@[simp] theorem natAbs_pos : 0 < natAbs a ↔ a ≠ 0 := Nat.pos_iff_ne_zero.trans (not_congr natAbs_eq_zero)
@[simp] theorem natAbs_neg : ∀ a : Int, natAbs (-a) = natAbs a
  | ofNat 0 => rfl
  | ofNat (_ + 1) => rfl
  | negSucc _ => rfl
theorem natAbs_eq : ∀ a : Int, a = natAbs a ∨ a = -↑(natAbs a)
  | ofNat _ => .inl rfl
  | negSucc _ => .inr rfl
theorem natAbs_of_nonneg {a : Int} (H : 0 ≤ a) : (natAbs a : Int) = a := by
  obtain ⟨n, rfl⟩ := eq_ofNat_of_zero_le H; rfl
theorem ofNat_natAbs_of_nonpos {a : Int} (H : a ≤ 0) : (natAbs a : Int) = -a := by
  rw [← natAbs_neg, natAbs_of_nonneg (Int.neg_nonneg_of_nonpos H)]
theorem eq_natAbs_of_nonneg {a : Int} (h : 0 ≤ a) : a = natAbs a := (natAbs_of_nonneg h).symm
theorem le_natAbs {a : Int} : a ≤ natAbs a :=
  (Int.le_total 0 a).elim (fun h => Int.ge_of_eq (natAbs_of_nonneg h)) fun h => Int.le_trans h (natCast_nonneg _)
theorem natAbs_negOfNat (n : Nat) : natAbs (negOfNat n) = n := by cases n <;> rfl
theorem natAbs_mul : ∀ a b : Int, natAbs (a * b) = natAbs a * natAbs b
  | ofNat _, ofNat _ => rfl
  | ofNat _, negSucc _ => natAbs_negOfNat _
  | negSucc _, ofNat _ => natAbs_negOfNat _
  | negSucc _, negSucc _ => rfl
theorem natAbs_eq_natAbs_iff {a b : Int} : a.natAbs = b.natAbs ↔ a = b ∨ a = -b := by
  refine ⟨fun h => ?_, fun h => h.elim (congrArg natAbs) fun e => e ▸ natAbs_neg b⟩
  match natAbs_eq a, natAbs_eq b with
  | .inl p, .inl q => exact .inl (by rw [p, q, h])
  | .inl p, .inr q => exact .inr (by rw [p, q, h, Int.neg_neg])
  | .inr p, .inl q => exact .inr (by rw [p, h, ← q])
  | .inr p, .inr q => exact .inl (by rw [p, q, h])

/-! ## Natural numbers from integers -/

@[simp] theorem toNat_zero : (0 : Int).toNat = 0 := rfl
@[simp] theorem toNat_one : (1 : Int).toNat = 1 := rfl
@[simp] theorem toNat_natCast (n : Nat) : toNat ↑n = n := rfl
@[simp] theorem toNat_negSucc (n : Nat) : (negSucc n).toNat = 0 := rfl
@[simp] theorem toNat_natCast_add_one {n : Nat} : ((n : Int) + 1).toNat = n + 1 := rfl
theorem toNat_eq_max : ∀ a : Int, (toNat a : Int) = max a 0
  | ofNat n => (Int.max_eq_left (natCast_nonneg n)).symm
  | negSucc n => (Int.max_eq_right (negSucc_le_zero n)).symm
@[simp] theorem ofNat_toNat (a : Int) : (a.toNat : Int) = max a 0 := toNat_eq_max a
theorem toNat_of_nonneg {a : Int} (h : 0 ≤ a) : (toNat a : Int) = a := by rw [toNat_eq_max, Int.max_eq_left h]

end Int

prelude
import Init.Int.LemmasAux
import Init.Nat.Pow
/-!
# Integers: more on division, remainders and divisors

The three pairs of quotient and remainder with the equations that link them, rules for sums,
products and signs, and greatest common divisors.
-/

namespace Int

/-! ## Divisibility -/

protected theorem dvd_add_left {a b c : Int} (H : a ∣ c) : a ∣ b + c ↔ a ∣ b :=
  ⟨fun h => Int.add_sub_cancel b c ▸ Int.dvd_sub h H, fun h => Int.dvd_add h H⟩
protected theorem dvd_add_right {a b c : Int} (H : a ∣ b) : a ∣ b + c ↔ a ∣ c := by
  rw [Int.add_comm, Int.dvd_add_left H]
protected theorem dvd_iff_dvd_of_dvd_sub {a b c : Int} (H : a ∣ b - c) : a ∣ b ↔ a ∣ c := by
  have h := Int.dvd_add_left (b := c) H
  rw [Int.add_comm, Int.sub_add_cancel] at h
  exact h
@[simp] protected theorem dvd_add_mul_self {a b c : Int} : a ∣ b + c * a ↔ a ∣ b := Int.dvd_add_left (Int.dvd_mul_left c a)
@[simp] protected theorem dvd_add_self_mul {a b c : Int} : a ∣ b + a * c ↔ a ∣ b := Int.dvd_add_left (Int.dvd_mul_right a c)
@[simp] protected theorem dvd_mul_self_add {a b c : Int} : a ∣ b * a + c ↔ a ∣ c := Int.dvd_add_right (Int.dvd_mul_left b a)
@[simp] protected theorem dvd_self_mul_add {a b c : Int} : a ∣ a * b + c ↔ a ∣ c := Int.dvd_add_right (Int.dvd_mul_right a b)
protected theorem mul_dvd_mul {a b c d : Int} : a ∣ b → c ∣ d → a * c ∣ b * d
  | ⟨e, he⟩, ⟨f, hf⟩ => ⟨e * f, by rw [he, hf]; ac_rfl⟩
protected theorem mul_dvd_mul_left {b c : Int} (a : Int) (h : b ∣ c) : a * b ∣ a * c := Int.mul_dvd_mul (Int.dvd_refl a) h
protected theorem mul_dvd_mul_right {b c : Int} (a : Int) (h : b ∣ c) : b * a ∣ c * a := Int.mul_dvd_mul h (Int.dvd_refl a)
theorem dvd_of_mul_dvd_mul_left {a m n : Int} (ha : a ≠ 0) (h : a * m ∣ a * n) : m ∣ n := by
  obtain ⟨k, e⟩ := h
  rw [Int.mul_assoc] at e
  exact ⟨k, Int.eq_of_mul_eq_mul_left ha e⟩
theorem dvd_of_mul_dvd_mul_right {a m n : Int} (ha : a ≠ 0) (h : m * a ∣ n * a) : m ∣ n := by
  rw [Int.mul_comm m, Int.mul_comm n] at h; exact dvd_of_mul_dvd_mul_left ha h
theorem natAbs_dvd_self {a : Int} : (a.natAbs : Int) ∣ a := natAbs_dvd.2 (Int.dvd_refl a)
theorem dvd_natAbs_self {a : Int} : a ∣ (a.natAbs : Int) := dvd_natAbs.2 (Int.dvd_refl a)
theorem natAbs_eq_of_dvd_dvd {m n : Int} (hmn : m ∣ n) (hnm : n ∣ m) : natAbs m = natAbs n :=
  Nat.dvd_antisymm (natAbs_dvd_natAbs.2 hmn) (natAbs_dvd_natAbs.2 hnm)
theorem dvd_antisymm {a b : Int} (H1 : 0 ≤ a) (H2 : 0 ≤ b) (h : a ∣ b) (k : b ∣ a) : a = b := by
  have := natAbs_eq_of_dvd_dvd h k; omega
theorem le_of_dvd {a b : Int} (bpos : 0 < b) (H : a ∣ b) : a ≤ b := by
  have := Nat.le_of_dvd (by omega) (natAbs_dvd_natAbs.2 H); omega
theorem eq_one_of_dvd_one {a : Int} (H : 0 ≤ a) (H' : a ∣ 1) : a = 1 := by
  have := Nat.eq_one_of_dvd_one (natAbs_dvd_natAbs.2 H'); omega
theorem eq_one_of_mul_eq_one_right {a b : Int} (H : 0 ≤ a) (H' : a * b = 1) : a = 1 := eq_one_of_dvd_one H ⟨b, H'.symm⟩
theorem eq_one_of_mul_eq_one_left {a b : Int} (H : 0 ≤ b) (H' : a * b = 1) : b = 1 :=
  eq_one_of_mul_eq_one_right (b := a) H (by rw [Int.mul_comm, H'])
theorem eq_zero_of_dvd_of_natAbs_lt_natAbs {d n : Int} (h : d ∣ n) (h₁ : n.natAbs < d.natAbs) : n = 0 := by
  rcases Nat.eq_zero_or_pos n.natAbs with e | p
  · omega
  · have := Nat.le_of_dvd p (natAbs_dvd_natAbs.2 h); omega
@[norm_cast] theorem natCast_dvd_natCast {m n : Nat} : (↑m : Int) ∣ ↑n ↔ m ∣ n := ofNat_dvd
protected theorem dvd_eq_true_of_mod_eq_zero {a b : Int} (h : b % a == 0) : (a ∣ b) = True :=
  _root_.eq_true (dvd_of_emod_eq_zero (eq_of_beq h))
protected theorem dvd_eq_false_of_mod_ne_zero {a b : Int} (h : b % a != 0) : (a ∣ b) = False :=
  _root_.eq_false fun k => absurd h (by rw [emod_eq_zero_of_dvd k]; decide)

/-! ## Quotients -/

theorem mul_ediv_cancel_of_dvd {a b : Int} (H : b ∣ a) : b * (a / b) = a := Int.mul_ediv_cancel' H
theorem ediv_mul_cancel_of_dvd {a b : Int} (H : b ∣ a) : a / b * b = a := Int.ediv_mul_cancel H
@[simp] protected theorem ediv_one (a : Int) : a / 1 = a := by omega
@[simp] protected theorem ediv_self {a : Int} (H : a ≠ 0) : a / a = 1 := by
  have h := mul_ediv_cancel 1 H
  rw [Int.one_mul] at h; exact h
@[simp] protected theorem neg_ediv_self (a : Int) (h : a ≠ 0) : (-a) / a = -1 := by
  rw [neg_ediv_of_dvd (Int.dvd_refl a), Int.ediv_self h]
theorem mul_add_ediv_right (a c : Int) {b : Int} (H : b ≠ 0) : (a * b + c) / b = a + c / b := by
  rw [Int.add_comm, add_mul_ediv_right _ _ H, Int.add_comm]
theorem mul_add_ediv_left (b : Int) {a : Int} (c : Int) (H : a ≠ 0) : (a * b + c) / a = b + c / a := by
  rw [Int.add_comm, add_mul_ediv_left _ _ H, Int.add_comm]
theorem sub_mul_ediv_right (a b : Int) {c : Int} (H : c ≠ 0) : (a - b * c) / c = a / c - b := by
  rw [Int.sub_eq_add_neg, ← Int.neg_mul, add_mul_ediv_right _ _ H, Int.sub_eq_add_neg]
theorem sub_mul_ediv_left (a : Int) {b : Int} (c : Int) (H : b ≠ 0) : (a - b * c) / b = a / b - c := by
  rw [Int.sub_eq_add_neg, ← Int.mul_neg, add_mul_ediv_left _ _ H, Int.sub_eq_add_neg]
theorem ediv_nonneg {a b : Int} (Ha : 0 ≤ a) (Hb : 0 ≤ b) : 0 ≤ a / b := by
  rcases Int.le_iff_eq_or_lt.1 Hb with rfl | h
  · rw [Int.ediv_zero]
  · exact (ediv_nonneg_iff_of_pos h).2 Ha
theorem ediv_neg_of_neg_of_pos {a b : Int} (Ha : a < 0) (Hb : 0 < b) : a / b < 0 := by
  have := ediv_nonneg_iff_of_pos (a := a) Hb; omega
theorem ediv_nonpos_of_nonneg_of_nonpos {a b : Int} (Ha : 0 ≤ a) (Hb : b ≤ 0) : a / b ≤ 0 := by
  have h := ediv_nonneg Ha (Int.neg_nonneg_of_nonpos Hb)
  rw [Int.ediv_neg] at h; omega
protected theorem ediv_emod_unique {a b r q : Int} (h : 0 < b) :
    a / b = q ∧ a % b = r ↔ r + b * q = a ∧ 0 ≤ r ∧ r < b := by
  constructor
  · rintro ⟨rfl, rfl⟩
    exact ⟨emod_add_mul_ediv a b, emod_nonneg a (Int.ne_of_gt h), emod_lt_of_pos a h⟩
  · rintro ⟨rfl, hr, hb⟩
    have e : r / b = 0 := by
      have l := mul_ediv_self_le (x := r) (Int.ne_of_gt h)
      have p := ediv_nonneg hr (Int.le_of_lt h)
      rcases Int.le_iff_eq_or_lt.1 p with e | p
      · exact e.symm
      · have m := Int.mul_le_mul_of_nonneg_left (show 1 ≤ r / b from p) (Int.le_of_lt h)
        rw [Int.mul_one] at m; omega
    have f := emod_add_mul_ediv r b
    rw [e, Int.mul_zero, Int.add_zero] at f
    rw [add_mul_ediv_left r q (Int.ne_of_gt h), e, add_mul_emod_self_left, f, Int.zero_add]
    exact ⟨rfl, rfl⟩
theorem ediv_eq_zero_of_lt {a b : Int} (H1 : 0 ≤ a) (H2 : a < b) : a / b = 0 :=
  ((Int.ediv_emod_unique (r := a) (Int.lt_of_le_of_lt H1 H2)).2 ⟨by rw [Int.mul_zero, Int.add_zero], H1, H2⟩).1
theorem emod_eq_of_lt {a b : Int} (H1 : 0 ≤ a) (H2 : a < b) : a % b = a :=
  ((Int.ediv_emod_unique (q := 0) (Int.lt_of_le_of_lt H1 H2)).2 ⟨by rw [Int.mul_zero, Int.add_zero], H1, H2⟩).2
theorem ediv_mul_le (a : Int) {b : Int} (H : b ≠ 0) : a / b * b ≤ a := by rw [Int.mul_comm]; exact mul_ediv_self_le H
theorem lt_ediv_add_one_mul_self (a : Int) {b : Int} (H : 0 < b) : a < (a / b + 1) * b := by
  rw [Int.add_mul, Int.one_mul, Int.mul_comm]; exact lt_mul_ediv_self_add H
theorem le_ediv_iff_mul_le {a b c : Int} (H : 0 < c) : a ≤ b / c ↔ a * c ≤ b := by
  constructor
  · exact fun h => Int.le_trans (Int.mul_le_mul_of_nonneg_right h (Int.le_of_lt H)) (ediv_mul_le b (Int.ne_of_gt H))
  · refine fun h => Int.not_lt.1 fun k => Int.not_lt_of_ge h ?_
    exact Int.lt_of_lt_of_le (lt_ediv_add_one_mul_self b H) (Int.mul_le_mul_of_nonneg_right k (Int.le_of_lt H))
theorem ediv_lt_iff_lt_mul {a b c : Int} (H : 0 < c) : a / c < b ↔ a < b * c := by
  rw [← Int.not_le, ← Int.not_le, le_ediv_iff_mul_le H]
protected theorem ediv_le_ediv {a b c : Int} (H : 0 < c) (H' : a ≤ b) : a / c ≤ b / c :=
  (le_ediv_iff_mul_le H).2 (Int.le_trans (ediv_mul_le a (Int.ne_of_gt H)) H')
protected theorem ediv_eq_of_eq_mul_right {a b c : Int} (H1 : b ≠ 0) (H2 : a = b * c) : a / b = c := by
  rw [H2, mul_ediv_cancel_left c H1]
protected theorem ediv_eq_of_eq_mul_left {a b c : Int} (H1 : b ≠ 0) (H2 : a = c * b) : a / b = c := by
  rw [H2, mul_ediv_cancel c H1]
protected theorem eq_ediv_of_mul_eq_right {a b c : Int} (H1 : a ≠ 0) (H2 : a * b = c) : b = c / a :=
  (Int.ediv_eq_of_eq_mul_right H1 H2.symm).symm
protected theorem eq_ediv_of_mul_eq_left {a b c : Int} (H1 : b ≠ 0) (H2 : a * b = c) : a = c / b :=
  (Int.ediv_eq_of_eq_mul_left H1 H2.symm).symm
@[simp] theorem mul_ediv_mul_of_pos {a : Int} (b c : Int) (H : 0 < a) : (a * b) / (a * c) = b / c := by
  have main : ∀ c : Int, 0 < c → (a * b) / (a * c) = b / c := fun c h =>
    ((Int.ediv_emod_unique (r := a * (b % c)) (Int.mul_pos H h)).2
      ⟨by rw [Int.mul_assoc, ← Int.mul_add, emod_add_mul_ediv],
        Int.mul_nonneg (Int.le_of_lt H) (emod_nonneg b (Int.ne_of_gt h)),
        Int.mul_lt_mul_of_pos_left (emod_lt_of_pos b h) H⟩).1
  rcases Int.lt_trichotomy c 0 with h | rfl | h
  · have m := main (-c) (by omega)
    rw [Int.mul_neg, Int.ediv_neg, Int.ediv_neg, Int.neg_inj] at m; exact m
  · rw [Int.mul_zero, Int.ediv_zero, Int.ediv_zero]
  · exact main c h
@[simp] theorem mul_ediv_mul_of_pos_left (a : Int) {b : Int} (c : Int) (H : 0 < b) : (a * b) / (c * b) = a / c := by
  rw [Int.mul_comm, Int.mul_comm c, mul_ediv_mul_of_pos _ _ H]

/-! ## Remainders -/

theorem emod_two_eq (x : Int) : x % 2 = 0 ∨ x % 2 = 1 := by omega
@[simp] theorem neg_emod_two (i : Int) : -i % 2 = i % 2 := by omega
@[simp] theorem emod_one (a : Int) : a % 1 = 0 := by omega
theorem emod_lt_of_neg (a : Int) {b : Int} (h : b < 0) : a % b < -b := by
  rw [← emod_neg]; exact emod_lt_of_pos a (by omega)
theorem emod_lt (a : Int) {b : Int} (h : b ≠ 0) : a % b < b.natAbs := by
  rcases Int.lt_or_gt_of_ne h with k | k
  · have := emod_lt_of_neg a k; omega
  · have := emod_lt_of_pos a k; omega
@[simp] theorem add_emod_right (a b : Int) : (a + b) % b = a % b := by
  have h := add_mul_emod_self_left a b 1
  rw [Int.mul_one] at h; exact h
@[simp] theorem add_emod_left (a b : Int) : (a + b) % a = b % a := by rw [Int.add_comm, add_emod_right]
@[simp] theorem sub_emod_right (a b : Int) : (a - b) % b = a % b := by rw [← add_emod_right, Int.sub_add_cancel]
@[simp] theorem sub_emod_left (a b : Int) : (a - b) % a = -b % a := by rw [Int.sub_eq_add_neg, add_emod_left]
@[simp] theorem sub_mul_emod_self_right (a b c : Int) : (a - b * c) % c = a % c := by
  rw [Int.sub_eq_add_neg, ← Int.neg_mul, add_mul_emod_self_right]
@[simp] theorem sub_mul_emod_self_left (a b c : Int) : (a - b * c) % b = a % b := by
  rw [Int.sub_eq_add_neg, ← Int.mul_neg, add_mul_emod_self_left]
theorem neg_emod_eq_sub_emod {a b : Int} : -a % b = (b - a) % b := by rw [Int.sub_eq_add_neg, add_emod_left]
theorem emod_eq_add_self_emod {a b : Int} : a % b = (a + b) % b := (add_emod_right a b).symm
@[simp] theorem neg_emod_self (a : Int) : -a % a = 0 := by rw [neg_emod_eq_sub_emod, Int.sub_self, zero_emod]
@[simp] theorem emod_sub_emod (m n k : Int) : (m % n - k) % n = (m - k) % n := emod_add_emod m n (-k)
@[simp] theorem sub_emod_emod (m n k : Int) : (m - n % k) % k = (m - n) % k := by
  rw [Int.sub_eq_add_neg, ← add_emod_emod, Lemmasmith.neg_emod_emod, add_emod_emod, Int.sub_eq_add_neg]
theorem add_emod_eq_add_emod_right {m n k : Int} (i : Int) (H : m % n = k % n) : (m + i) % n = (k + i) % n :=
  (emod_add_cancel_right i).2 H
theorem emod_add_cancel_left {m n k i : Int} : (i + m) % n = (i + k) % n ↔ m % n = k % n := by
  rw [Int.add_comm i, Int.add_comm i, emod_add_cancel_right]
theorem emod_sub_cancel_right {m n k : Int} (i : Int) : (m - i) % n = (k - i) % n ↔ m % n = k % n :=
  emod_add_cancel_right (-i)
theorem emod_eq_emod_iff_emod_sub_eq_zero {m n k : Int} : m % n = k % n ↔ (m - k) % n = 0 := by
  rw [← emod_sub_cancel_right k, Int.sub_self, zero_emod]
@[simp] theorem mul_emod_mul_of_pos {a : Int} (b c : Int) (H : 0 < a) : (a * b) % (a * c) = a * (b % c) := by
  rw [emod_def, emod_def, mul_ediv_mul_of_pos b c H, Int.mul_sub, Int.mul_assoc]
theorem toNat_emod {x y : Int} (hx : 0 ≤ x) (hy : 0 ≤ y) : (x % y).toNat = x.toNat % y.toNat := by
  obtain ⟨m, rfl⟩ := eq_ofNat_of_zero_le hx
  obtain ⟨n, rfl⟩ := eq_ofNat_of_zero_le hy
  rfl

/-! ## Quotients towards zero -/

@[simp] protected theorem zero_tdiv : ∀ b : Int, tdiv 0 b = 0
  | ofNat n => congrArg ofNat (Nat.zero_div n)
  | negSucc n => congrArg (fun k => -ofNat k) (Nat.zero_div (n + 1))
@[simp] protected theorem tdiv_zero : ∀ a : Int, tdiv a 0 = 0
  | ofNat n => congrArg ofNat (Nat.div_zero n)
  | negSucc n => congrArg (fun k => -ofNat k) (Nat.div_zero (n + 1))
@[simp] theorem zero_tmod : ∀ b : Int, tmod 0 b = 0
  | ofNat n => congrArg ofNat (Nat.zero_mod n)
  | negSucc n => congrArg ofNat (Nat.zero_mod (n + 1))
@[simp] theorem tmod_zero : ∀ a : Int, tmod a 0 = a
  | ofNat n => congrArg ofNat (Nat.mod_zero n)
  | negSucc n => congrArg (fun k => -ofNat k) (Nat.mod_zero (n + 1))
@[simp] protected theorem tdiv_neg : ∀ a b : Int, a.tdiv (-b) = -(a.tdiv b)
  | a, ofNat 0 => by rw [show ofNat 0 = 0 from rfl, Int.neg_zero, Int.tdiv_zero]; rfl
  | ofNat _, ofNat (_ + 1) => rfl
  | ofNat _, negSucc _ => (Int.neg_neg _).symm
  | negSucc _, ofNat (_ + 1) => (Int.neg_neg _).symm
  | negSucc _, negSucc _ => rfl
@[simp] protected theorem neg_tdiv : ∀ a b : Int, (-a).tdiv b = -(a.tdiv b)
  | ofNat 0, b => by rw [show ofNat 0 = 0 from rfl, Int.neg_zero, Int.zero_tdiv]; rfl
  | ofNat (_ + 1), ofNat _ => rfl
  | ofNat (_ + 1), negSucc _ => (Int.neg_neg _).symm
  | negSucc _, ofNat _ => (Int.neg_neg _).symm
  | negSucc _, negSucc _ => rfl
theorem tmod_add_mul_tdiv : ∀ a b : Int, tmod a b + b * (a.tdiv b) = a := by
  have nat : ∀ m n : Nat, ((m % n : Nat) : Int) + n * (m / n : Nat) = m := fun m n => congrArg Nat.cast (Nat.mod_add_div m n)
  intro a b
  match a, b with
  | ofNat m, ofNat n => exact nat m n
  | ofNat m, negSucc n => exact (congrArg (_ + ·) (Int.neg_mul_neg (n + 1 : Nat) (m / (n + 1) : Nat))).trans (nat m (n + 1))
  | negSucc m, ofNat n =>
    show -((_ : Nat) : Int) + (n : Int) * -((_ : Nat) : Int) = -((m + 1 : Nat) : Int)
    rw [Int.mul_neg, ← Int.neg_add, nat]
  | negSucc m, negSucc n =>
    show -((_ : Nat) : Int) + -((n + 1 : Nat) : Int) * ((_ : Nat) : Int) = -((m + 1 : Nat) : Int)
    rw [Int.neg_mul, ← Int.neg_add, nat]
theorem mul_tdiv_add_tmod (a b : Int) : b * a.tdiv b + tmod a b = a := by rw [Int.add_comm, tmod_add_mul_tdiv]
theorem tmod_def (a b : Int) : tmod a b = a - b * a.tdiv b := by have := tmod_add_mul_tdiv a b; omega
theorem tdiv_eq_ediv_of_nonneg : ∀ {a b : Int}, 0 ≤ a → a.tdiv b = a / b
  | ofNat _, ofNat _, _ => rfl
  | ofNat _, negSucc _, _ => rfl
theorem tmod_eq_emod_of_nonneg {a b : Int} (ha : 0 ≤ a) : tmod a b = a % b := by
  rw [tmod_def, emod_def, tdiv_eq_ediv_of_nonneg ha]
@[simp] theorem neg_tmod (a b : Int) : (-a).tmod b = -(a.tmod b) := by
  rw [tmod_def, tmod_def, Int.neg_tdiv, Int.mul_neg]; omega
@[simp] theorem tmod_neg (a b : Int) : a.tmod (-b) = a.tmod b := by
  rw [tmod_def, tmod_def, Int.tdiv_neg, Int.neg_mul_neg]

/-! ## Quotients downwards -/

@[simp] theorem zero_fdiv (b : Int) : fdiv 0 b = 0 := by cases b <;> rfl
@[simp] protected theorem fdiv_zero : ∀ a : Int, fdiv a 0 = 0
  | ofNat 0 => rfl
  | ofNat (n + 1) => congrArg ofNat (Nat.div_zero (n + 1))
  | negSucc _ => rfl
@[simp] theorem zero_fmod (b : Int) : fmod 0 b = 0 := by cases b <;> rfl
@[simp] theorem fmod_zero : ∀ a : Int, fmod a 0 = a
  | ofNat 0 => rfl
  | ofNat (n + 1) => congrArg ofNat (Nat.mod_zero (n + 1))
  | negSucc n => congrArg negSucc (Nat.mod_zero n)
theorem fdiv_eq_ediv_of_nonneg : ∀ (a : Int) {b : Int}, 0 ≤ b → fdiv a b = a / b
  | ofNat 0, ofNat n, _ => (zero_ediv (ofNat n)).symm
  | ofNat (_ + 1), ofNat _, _ => rfl
  | negSucc _, ofNat 0, _ => rfl
  | negSucc _, ofNat (_ + 1), _ => rfl
theorem fmod_eq_emod_of_nonneg : ∀ (a : Int) {b : Int}, 0 ≤ b → fmod a b = a % b
  | ofNat 0, ofNat _, _ => rfl
  | ofNat (_ + 1), ofNat _, _ => rfl
  | negSucc _, ofNat _, _ => rfl
theorem fmod_add_mul_fdiv : ∀ a b : Int, a.fmod b + b * a.fdiv b = a
  | a, ofNat n => by
    rw [ofNat_eq_natCast, fmod_eq_emod_of_nonneg a (natCast_nonneg n), fdiv_eq_ediv_of_nonneg a (natCast_nonneg n), emod_add_mul_ediv]
  | ofNat 0, negSucc n => by rw [show ofNat 0 = 0 from rfl, zero_fmod, zero_fdiv, Int.mul_zero]; rfl
  | ofNat (m + 1), negSucc n => by
    have e : (m : Int) = (m % (n + 1) : Nat) + (n + 1 : Nat) * (m / (n + 1) : Nat) :=
      congrArg Nat.cast (Nat.mod_add_div m (n + 1)).symm
    show subNatNat (m % (n + 1)) n + -((n + 1 : Nat) : Int) * -((m / (n + 1) : Nat) + 1) = ((m + 1 : Nat) : Int)
    rw [Int.subNatNat_eq_coe, Int.neg_mul_neg, Int.mul_add, natCast_add m, e]; omega
  | negSucc m, negSucc n => by
    have e : ((m + 1 : Nat) : Int) = ((m + 1) % (n + 1) : Nat) + (n + 1 : Nat) * ((m + 1) / (n + 1) : Nat) :=
      congrArg Nat.cast (Nat.mod_add_div (m + 1) (n + 1)).symm
    show -((_ : Nat) : Int) + -((n + 1 : Nat) : Int) * ((_ : Nat) : Int) = -((m + 1 : Nat) : Int)
    rw [e, Int.neg_add, Int.neg_mul]
theorem mul_fdiv_add_fmod (a b : Int) : b * a.fdiv b + a.fmod b = a := by rw [Int.add_comm, fmod_add_mul_fdiv]
theorem fmod_def (a b : Int) : a.fmod b = a - b * a.fdiv b := by have := fmod_add_mul_fdiv a b; omega

/-! ## Remainders around zero -/

@[simp] theorem zero_bmod {m : Nat} : bmod 0 m = 0 := by
  rw [bmod_def, zero_emod]
  split
  · rfl
  · next h => omega
theorem bmod_add_mul_bdiv (x : Int) (m : Nat) : bmod x m + m * bdiv x m = x := by
  have e := emod_add_mul_ediv x m
  unfold bmod bdiv
  split
  · next h => subst h; rw [show ((0 : Nat) : Int) = 0 from rfl, emod_zero, Int.zero_mul]; dsimp only; split <;> omega
  · dsimp only
    split
    · exact e
    · rw [Int.mul_add, Int.mul_one]; omega
theorem dvd_bmod_sub_self {x : Int} {m : Nat} : (m : Int) ∣ bmod x m - x :=
  dvd_of_emod_eq_zero (by rw [sub_emod, bmod_emod, Int.sub_self, zero_emod])
theorem le_bmod {x : Int} {m : Nat} (h : 0 < m) : -(m / 2) ≤ bmod x m := by
  have := emod_nonneg x (b := m) (by omega)
  rw [bmod_def]; split <;> omega
theorem bmod_lt {x : Int} {m : Nat} (h : 0 < m) : bmod x m < (m + 1) / 2 := by
  have := emod_lt_of_pos x (b := m) (by omega)
  rw [bmod_def]; split <;> omega

/-! ## Greatest common divisors -/

def gcd (m n : Int) : Nat := m.natAbs.gcd n.natAbs

theorem gcd_dvd_left (a b : Int) : (gcd a b : Int) ∣ a := ofNat_dvd_left.2 (Nat.gcd_dvd_left _ _)
theorem gcd_dvd_right (a b : Int) : (gcd a b : Int) ∣ b := ofNat_dvd_left.2 (Nat.gcd_dvd_right _ _)
theorem dvd_coe_gcd {a b c : Int} (ha : c ∣ a) (hb : c ∣ b) : c ∣ (gcd a b : Int) :=
  ofNat_dvd_right.2 (Nat.dvd_gcd (natAbs_dvd_natAbs.2 ha) (natAbs_dvd_natAbs.2 hb))
theorem gcd_comm (a b : Int) : gcd a b = gcd b a := Nat.gcd_comm _ _
theorem gcd_assoc (a b c : Int) : gcd (gcd a b) c = gcd a (gcd b c) := Nat.gcd_assoc _ _ _
@[simp] theorem gcd_zero (a : Int) : gcd a 0 = natAbs a := Nat.gcd_zero_right _
@[simp] theorem zero_gcd (a : Int) : gcd 0 a = natAbs a := Nat.gcd_zero_left _
@[simp] theorem one_gcd {a : Int} : gcd 1 a = 1 := Nat.gcd_one_left _
@[simp] theorem gcd_one {a : Int} : gcd a 1 = 1 := Nat.gcd_one_right _
@[simp] theorem neg_gcd {a b : Int} : gcd (-a) b = gcd a b := congrArg (Nat.gcd · _) (natAbs_neg a)
@[simp] theorem gcd_neg {a b : Int} : gcd a (-b) = gcd a b := congrArg (Nat.gcd _ ·) (natAbs_neg b)

end Int

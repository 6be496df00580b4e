prelude
import Init.Int.Order
import Init.Nat.Div
/-!
# Integers: divisibility, quotients and remainders

What `omega` needs to know about `∣`, `/`, `%` and `bmod`, and the equations that link them.  More
is in `Init.Int.LemmasAux`.
-/

namespace Int

/-! ## Divisibility -/

protected theorem dvd_def (a b : Int) : (a ∣ b) = Exists (fun c => b = a * c) := rfl
@[simp] protected theorem dvd_zero (n : Int) : n ∣ 0 := ⟨0, (Int.mul_zero n).symm⟩
@[simp] protected theorem dvd_refl (n : Int) : n ∣ n := ⟨1, (Int.mul_one n).symm⟩
@[simp] protected theorem one_dvd (n : Int) : 1 ∣ n := ⟨n, (Int.one_mul n).symm⟩
protected theorem dvd_trans : ∀ {a b c : Int}, a ∣ b → b ∣ c → a ∣ c
  | _, _, _, ⟨d, rfl⟩, ⟨e, rfl⟩ => ⟨d * e, Int.mul_assoc _ d e⟩
@[simp] protected theorem dvd_mul_right (a b : Int) : a ∣ a * b := ⟨b, rfl⟩
@[simp] protected theorem dvd_mul_left (a b : Int) : b ∣ a * b := ⟨a, Int.mul_comm a b⟩
@[simp] protected theorem zero_dvd {n : Int} : 0 ∣ n ↔ n = 0 :=
  ⟨fun ⟨k, e⟩ => by rw [e, Int.zero_mul], fun h => h ▸ Int.dvd_refl 0⟩
@[simp] protected theorem neg_dvd {a b : Int} : -a ∣ b ↔ a ∣ b :=
  ⟨fun ⟨k, e⟩ => ⟨-k, by rw [e, Int.neg_mul_comm]⟩, fun ⟨k, e⟩ => ⟨-k, by rw [e, Int.neg_mul_neg]⟩⟩
@[simp] protected theorem dvd_neg {a b : Int} : a ∣ -b ↔ a ∣ b :=
  ⟨fun ⟨k, e⟩ => ⟨-k, by rw [Int.mul_neg, ← e, Int.neg_neg]⟩, fun ⟨k, e⟩ => ⟨-k, by rw [e, Int.mul_neg]⟩⟩
protected theorem dvd_add : ∀ {a b c : Int}, a ∣ b → a ∣ c → a ∣ b + c
  | _, _, _, ⟨d, rfl⟩, ⟨e, rfl⟩ => ⟨d + e, (Int.mul_add _ d e).symm⟩
protected theorem dvd_sub : ∀ {a b c : Int}, a ∣ b → a ∣ c → a ∣ b - c
  | _, _, _, ⟨d, rfl⟩, ⟨e, rfl⟩ => ⟨d - e, (Int.mul_sub _ d e).symm⟩
theorem dvd_mul_of_dvd_left {a b c : Int} (h : a ∣ b) : a ∣ b * c := Int.dvd_trans h (Int.dvd_mul_right b c)
theorem dvd_mul_of_dvd_right {a b c : Int} (h : a ∣ c) : a ∣ b * c := Int.dvd_trans h (Int.dvd_mul_left b c)
@[simp] theorem natAbs_dvd_natAbs {a b : Int} : natAbs a ∣ natAbs b ↔ a ∣ b := by
  constructor
  · intro ⟨k, e⟩
    rw [← natAbs_natCast k, ← natAbs_mul] at e
    rcases natAbs_eq_natAbs_iff.1 e with h | h
    · exact ⟨k, h⟩
    · exact ⟨-k, by rw [h, Int.mul_neg]⟩
  · intro ⟨k, e⟩
    exact ⟨natAbs k, by rw [e, natAbs_mul]⟩
@[norm_cast] theorem ofNat_dvd {m n : Nat} : (↑m : Int) ∣ ↑n ↔ m ∣ n := natAbs_dvd_natAbs.symm
theorem ofNat_dvd_left {n : Nat} {z : Int} : (↑n : Int) ∣ z ↔ n ∣ z.natAbs := natAbs_dvd_natAbs.symm
theorem ofNat_dvd_right {n : Nat} {z : Int} : z ∣ (↑n : Int) ↔ z.natAbs ∣ n := natAbs_dvd_natAbs.symm
theorem natAbs_dvd {a b : Int} : (a.natAbs : Int) ∣ b ↔ a ∣ b := by
  rw [← natAbs_dvd_natAbs, natAbs_natCast, natAbs_dvd_natAbs]
theorem dvd_natAbs {a b : Int} : a ∣ b.natAbs ↔ a ∣ b := by
  rw [← natAbs_dvd_natAbs, natAbs_natCast, natAbs_dvd_natAbs]

/-! ## Zero, casts, signs -/

@[simp] protected theorem ediv_zero : ∀ a : Int, a / 0 = 0
  | ofNat n => congrArg ofNat (Nat.div_zero n)
  | negSucc _ => rfl
@[simp] theorem zero_ediv : ∀ b : Int, 0 / b = 0
  | ofNat n => congrArg ofNat (Nat.zero_div n)
  | negSucc n => congrArg (fun k => -ofNat k) (Nat.zero_div (n + 1))
@[simp] theorem zero_emod (b : Int) : 0 % b = 0 := rfl
@[simp] theorem emod_zero : ∀ a : Int, a % 0 = a
  | ofNat n => congrArg ofNat (Nat.mod_zero n)
  | negSucc n => congrArg negSucc (Nat.mod_zero n)
@[simp, norm_cast] theorem natCast_ediv (m n : Nat) : ((m / n : Nat) : Int) = ↑m / ↑n := rfl
@[simp, norm_cast] theorem natCast_emod (m n : Nat) : (↑(m % n) : Int) = m % n := rfl
theorem ofNat_tdiv (m n : Nat) : ↑(m / n) = tdiv ↑m ↑n := rfl
protected theorem div_def (a b : Int) : a / b = Int.ediv a b := rfl
@[simp] protected theorem ediv_neg : ∀ a b : Int, a / (-b) = -(a / b)
  | ofNat m, ofNat 0 => (congrArg ofNat (Nat.div_zero m)).trans (congrArg (fun k => -ofNat k) (Nat.div_zero m)).symm
  | ofNat _, negSucc _ => (Int.neg_neg _).symm
  | ofNat _, ofNat (_ + 1) => rfl
  | negSucc _, ofNat 0 => rfl
  | negSucc _, ofNat (_ + 1) => rfl
  | negSucc _, negSucc _ => rfl
@[simp] theorem emod_neg : ∀ a b : Int, a % -b = a % b
  | ofNat m, b => congrArg (fun k => ofNat (m % k)) (natAbs_neg b)
  | negSucc m, b => congrArg (fun k => subNatNat k (Nat.succ (m % k))) (natAbs_neg b)

/-! ## Quotient and remainder together -/

-- The case that is not one of natural numbers: a negative number by a positive one.
private theorem negSucc_parts (m n : Nat) : subNatNat n (m % n + 1) + n * -((m / n : Nat) + 1) = negSucc m := by
  have e : (m : Int) = (m % n : Nat) + n * (m / n : Nat) := congrArg Nat.cast (Nat.mod_add_div m n).symm
  have h : ∀ n r p : Int, n + (-r + -1) + (-p + -n) = -r + -p + -1 := fun n r p => by
    rw [show n + (-r + -1) + (-p + -n) = -r + -p + -1 + (n + -n) by ac_rfl, Int.add_right_neg, Int.add_zero]
  rw [Int.subNatNat_eq_coe, negSucc_eq, natCast_add, ofNat_one, Int.mul_neg, Int.mul_add, Int.mul_one,
    Int.sub_eq_add_neg, Int.neg_add, Int.neg_add, h, Int.neg_add, ← Int.neg_add (b := n * _), ← e]

theorem emod_add_mul_ediv : ∀ a b : Int, a % b + b * (a / b) = a
  | ofNat m, ofNat n => congrArg ofNat (Nat.mod_add_div m n)
  | ofNat m, negSucc n => by
    show ((m % (n + 1) : Nat) : Int) + -((n + 1 : Nat) : Int) * -((m / (n + 1) : Nat) : Int) = (m : Nat)
    rw [Int.neg_mul_neg, ← natCast_mul, ← natCast_add, Nat.mod_add_div]
  | negSucc m, ofNat 0 => by rw [show ofNat 0 = 0 from rfl, emod_zero, Int.zero_mul, Int.add_zero]
  | negSucc m, ofNat (n + 1) => negSucc_parts m (n + 1)
  | negSucc m, negSucc n => by
    refine Eq.trans (congrArg (fun p => negSucc m % negSucc n + p) ?_) (negSucc_parts m (n + 1))
    exact Int.neg_mul_comm ((n + 1 : Nat) : Int) ((m / (n + 1) : Nat) + 1)
theorem mul_ediv_add_emod (a b : Int) : b * (a / b) + a % b = a := by rw [Int.add_comm, emod_add_mul_ediv]
theorem emod_add_ediv_mul (a b : Int) : a % b + a / b * b = a := by rw [Int.mul_comm, emod_add_mul_ediv]
theorem ediv_mul_add_emod (a b : Int) : a / b * b + a % b = a := by rw [Int.mul_comm, mul_ediv_add_emod]
theorem emod_def (a b : Int) : a % b = a - b * (a / b) := by
  conv => rhs; arg 1; rw [← emod_add_mul_ediv a b]
  rw [Int.add_sub_cancel]

theorem emod_nonneg : ∀ (a : Int) {b : Int}, b ≠ 0 → 0 ≤ a % b
  | ofNat _, _, _ => ofNat_zero_le _
  | negSucc m, b, h => by
    show 0 ≤ subNatNat (natAbs b) (m % natAbs b + 1)
    rw [subNatNat_of_le (show m % natAbs b + 1 ≤ natAbs b from Nat.mod_lt _ (natAbs_pos.2 h))]
    exact ofNat_zero_le _
theorem emod_lt_of_pos (a : Int) {b : Int} (H : 0 < b) : a % b < b := by
  obtain ⟨n, rfl⟩ := eq_succ_of_zero_lt H
  match a with
  | ofNat m => exact ofNat_lt.2 (Nat.mod_lt m (Nat.succ_pos n))
  | negSucc m =>
    show subNatNat (n + 1) (m % (n + 1) + 1) < _
    rw [Int.subNatNat_eq_coe]
    exact Int.sub_lt_self _ (ofNat_lt.2 (Nat.succ_pos _))
theorem mul_ediv_self_le {x k : Int} (h : k ≠ 0) : k * (x / k) ≤ x := by
  have p := Int.le_add_of_nonneg_right (a := k * (x / k)) (emod_nonneg x h)
  rw [mul_ediv_add_emod] at p; exact p
theorem lt_mul_ediv_self_add {x k : Int} (h : 0 < k) : x < k * (x / k) + k := by
  have p := Int.add_lt_add_left (emod_lt_of_pos x h) (k * (x / k))
  rw [mul_ediv_add_emod] at p; exact p

-- Quotient and remainder by a positive number are determined by the equation and the bounds.
private theorem quotient_le {b q r q' r' : Int} (hb : 0 < b) (e : r + b * q = r' + b * q') (hr : 0 ≤ r) (hr' : r' < b) :
    q ≤ q' := by
  refine Int.not_lt.1 fun h => ?_
  have p : b * (q' + 1) ≤ b * q := Int.mul_le_mul_of_nonneg_left h (Int.le_of_lt hb)
  have s : b * q' + b ≤ b * q' + r' := by
    rw [Int.mul_add, Int.mul_one] at p
    rw [Int.add_comm _ r', ← e, Int.add_comm r]
    exact Int.le_trans p (Int.le_add_of_nonneg_right hr)
  exact Int.not_lt_of_ge (Int.le_of_add_le_add_left s) hr'
private theorem quotient_unique {a b q r : Int} (hb : 0 < b) (e : r + b * q = a) (hr : 0 ≤ r) (h : r < b) : a / b = q := by
  have e' := (emod_add_mul_ediv a b).trans e.symm
  have p := emod_nonneg a (Int.ne_of_gt hb)
  have s := emod_lt_of_pos a hb
  exact Int.le_antisymm (quotient_le hb e' p h) (quotient_le hb e'.symm hr s)

theorem add_mul_ediv_right (a b : Int) {c : Int} (H : c ≠ 0) : (a + b * c) / c = a / c + b := by
  have main : ∀ {c : Int} (b : Int), 0 < c → (a + b * c) / c = a / c + b := fun {c} b h => by
    refine quotient_unique h ?_ (emod_nonneg a (Int.ne_of_gt h)) (emod_lt_of_pos a h)
    rw [Int.mul_add, ← Int.add_assoc, emod_add_mul_ediv, Int.mul_comm c]
  rcases Int.lt_or_gt_of_ne H with h | h
  · have k := main (-b) (Int.neg_pos_of_neg h)
    rw [Int.neg_mul_neg, Int.ediv_neg, Int.ediv_neg, ← Int.neg_add, Int.neg_inj] at k
    exact k
  · exact main b h
theorem add_mul_ediv_left (a : Int) {b : Int} (c : Int) (H : b ≠ 0) : (a + b * c) / b = a / b + c := by
  rw [Int.mul_comm b, add_mul_ediv_right a c H]
@[simp] theorem mul_ediv_cancel (a : Int) {b : Int} (H : b ≠ 0) : (a * b) / b = a := by
  have k := add_mul_ediv_right 0 a H
  rw [Int.zero_add, zero_ediv, Int.zero_add] at k; exact k
@[simp] theorem mul_ediv_cancel_left {a : Int} (b : Int) (H : a ≠ 0) : (a * b) / a = b := by
  rw [Int.mul_comm, mul_ediv_cancel b H]
theorem add_ediv_of_dvd_right {a b c : Int} (H : c ∣ b) : (a + b) / c = a / c + b / c := by
  obtain ⟨k, rfl⟩ := H
  by_cases h : c = 0
  · rw [h, Int.ediv_zero, Int.ediv_zero, Int.ediv_zero]; rfl
  · rw [add_mul_ediv_left a k h, mul_ediv_cancel_left k h]
theorem add_ediv_of_dvd_left {a b c : Int} (H : c ∣ a) : (a + b) / c = a / c + b / c := by
  rw [Int.add_comm, add_ediv_of_dvd_right H, Int.add_comm]
theorem neg_ediv_of_dvd {a b : Int} (H : b ∣ a) : (-a) / b = -(a / b) := by
  obtain ⟨k, rfl⟩ := H
  by_cases h : b = 0
  · rw [h, Int.ediv_zero, Int.ediv_zero]; rfl
  · rw [← Int.mul_neg, mul_ediv_cancel_left _ h, mul_ediv_cancel_left _ h]
theorem sub_ediv_of_dvd (a : Int) {b c : Int} (hcb : c ∣ b) : (a - b) / c = a / c - b / c := by
  rw [Int.sub_eq_add_neg, add_ediv_of_dvd_right (Int.dvd_neg.2 hcb), neg_ediv_of_dvd hcb, Int.sub_eq_add_neg]
theorem ediv_nonneg_iff_of_pos {a b : Int} (h : 0 < b) : 0 ≤ a / b ↔ 0 ≤ a := by
  obtain ⟨n, rfl⟩ := eq_succ_of_zero_lt h
  match a with
  | ofNat m => exact iff_of_true (ofNat_zero_le (m / (n + 1))) (ofNat_zero_le m)
  | negSucc m => exact (negSucc_not_nonneg (m / (n + 1))).trans (negSucc_not_nonneg m).symm
protected theorem mul_ediv_assoc (a : Int) {b c : Int} (H : c ∣ b) : (a * b) / c = a * (b / c) := by
  obtain ⟨k, rfl⟩ := H
  by_cases h : c = 0
  · rw [h, Int.ediv_zero, Int.ediv_zero, Int.mul_zero]
  · rw [Int.mul_left_comm, mul_ediv_cancel_left _ h, mul_ediv_cancel_left _ h]
protected theorem mul_ediv_assoc' (b : Int) {a c : Int} (h : c ∣ a) : (a * b) / c = a / c * b := by
  rw [Int.mul_comm, Int.mul_ediv_assoc b h, Int.mul_comm]

/-! ## Remainders -/

@[simp] theorem add_mul_emod_self_right (a b c : Int) : (a + b * c) % c = a % c := by
  by_cases h : c = 0
  · rw [h, Int.mul_zero, Int.add_zero]
  · rw [emod_def, emod_def a, add_mul_ediv_right a b h, Int.mul_add, Int.mul_comm c b, ← Int.sub_sub,
      Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.add_right_comm a, Int.add_neg_cancel_right, Int.sub_eq_add_neg]
@[simp] theorem add_mul_emod_self_left (a b c : Int) : (a + b * c) % b = a % b := by
  rw [Int.mul_comm, add_mul_emod_self_right]
@[simp] theorem mul_add_emod_self_right (a b c : Int) : (a * b + c) % b = c % b := by
  rw [Int.add_comm, add_mul_emod_self_right]
@[simp] theorem mul_add_emod_self_left (a b c : Int) : (a * b + c) % a = c % a := by
  rw [Int.add_comm, add_mul_emod_self_left]
@[simp] theorem mul_emod_left (a b : Int) : (a * b) % b = 0 := by
  have k := add_mul_emod_self_right 0 a b
  rw [Int.zero_add, zero_emod] at k; exact k
@[simp] theorem mul_emod_right (a b : Int) : (a * b) % a = 0 := by rw [Int.mul_comm, mul_emod_left]
@[simp] theorem emod_emod (a b : Int) : (a % b) % b = a % b := by
  rw [← add_mul_emod_self_left (a % b) b (a / b), emod_add_mul_ediv]
@[simp] theorem emod_emod_of_dvd (n : Int) {m k : Int} (h : m ∣ k) : (n % k) % m = n % m := by
  obtain ⟨t, rfl⟩ := h
  rw [← add_mul_emod_self_left (n % (m * t)) m (t * (n / (m * t))), ← Int.mul_assoc, emod_add_mul_ediv]
@[simp] theorem emod_add_emod (m n k : Int) : (m % n + k) % n = (m + k) % n := by
  have p := add_mul_emod_self_left (m % n + k) n (m / n)
  rw [Int.add_right_comm, emod_add_mul_ediv] at p; exact p.symm
@[simp] theorem add_emod_emod (m n k : Int) : (m + n % k) % k = (m + n) % k := by
  rw [Int.add_comm, emod_add_emod, Int.add_comm]
theorem add_emod (a b n : Int) : (a + b) % n = (a % n + b % n) % n := by rw [add_emod_emod, emod_add_emod]
theorem emod_add_cancel_right {m n k : Int} (i : Int) : (m + i) % n = (k + i) % n ↔ m % n = k % n := by
  refine ⟨fun h => ?_, fun h => by rw [← emod_add_emod, h, emod_add_emod]⟩
  rw [← Int.add_neg_cancel_right m i, ← emod_add_emod, h, emod_add_emod, Int.add_neg_cancel_right]
@[simp] theorem Lemmasmith.neg_emod_emod (a b : Int) : -(a % b) % b = -a % b := by
  conv => rhs; rw [← emod_add_mul_ediv a b, Int.neg_add, ← Int.mul_neg, add_mul_emod_self_left]
theorem sub_emod (a b n : Int) : (a - b) % n = (a % n - b % n) % n := by
  rw [Int.sub_eq_add_neg, Int.sub_eq_add_neg, emod_add_emod, ← add_emod_emod a (-(b % n)), Lemmasmith.neg_emod_emod, add_emod_emod]
theorem mul_emod (a b n : Int) : (a * b) % n = (a % n) * (b % n) % n := by
  conv => lhs; rw [← emod_add_mul_ediv a n, ← emod_add_mul_ediv b n]
  rw [Int.add_mul, Int.mul_assoc, add_mul_emod_self_left, Int.mul_add, Int.mul_left_comm, add_mul_emod_self_left]
@[simp] theorem emod_self {a : Int} : a % a = 0 := by
  have k := mul_emod_left 1 a
  rw [Int.one_mul] at k; exact k

/-! ## Remainder zero -/

theorem mul_ediv_cancel_of_emod_eq_zero {a b : Int} (H : a % b = 0) : b * (a / b) = a := by
  have k := emod_add_mul_ediv a b
  rw [H, Int.zero_add] at k; exact k
theorem ediv_mul_cancel_of_emod_eq_zero {a b : Int} (H : a % b = 0) : a / b * b = a := by
  rw [Int.mul_comm, mul_ediv_cancel_of_emod_eq_zero H]
theorem dvd_of_emod_eq_zero {a b : Int} (H : b % a = 0) : a ∣ b := ⟨b / a, (mul_ediv_cancel_of_emod_eq_zero H).symm⟩
theorem emod_eq_zero_of_dvd {a b : Int} (H : a ∣ b) : b % a = 0 := by
  obtain ⟨k, rfl⟩ := H
  exact mul_emod_right a k
theorem dvd_iff_emod_eq_zero {a b : Int} : a ∣ b ↔ b % a = 0 := ⟨emod_eq_zero_of_dvd, dvd_of_emod_eq_zero⟩
protected theorem ediv_mul_cancel {a b : Int} (H : b ∣ a) : a / b * b = a := ediv_mul_cancel_of_emod_eq_zero (emod_eq_zero_of_dvd H)
protected theorem mul_ediv_cancel' {a b : Int} (H : a ∣ b) : a * (b / a) = b := mul_ediv_cancel_of_emod_eq_zero (emod_eq_zero_of_dvd H)
theorem emod_pos_of_not_dvd {a b : Int} (h : ¬a ∣ b) : a = 0 ∨ 0 < b % a := by
  refine (Decidable.em (a = 0)).imp_right fun n => Int.lt_of_le_of_ne (emod_nonneg b n) fun e => ?_
  exact h (dvd_of_emod_eq_zero e.symm)
instance decidableDvd : DecidableRel (α := Int) (· ∣ ·) := fun _ _ => decidable_of_iff _ dvd_iff_emod_eq_zero.symm

/-! ## Remainders around zero -/

theorem bmod_def (x : Int) (m : Nat) : bmod x m = if (x % m) < (m + 1) / 2 then x % m else (x % m) - m := rfl
@[simp] theorem bmod_emod {x : Int} {m : Nat} : bmod x m % m = x % m := by
  rw [bmod_def]
  split
  · exact emod_emod x m
  · rw [sub_emod, emod_self, Int.sub_zero, emod_emod, emod_emod]

end Int

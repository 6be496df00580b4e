prelude
import Init.Int.DivMod
import Init.Nat.Pow
/-!
# Powers of integers

The equations of powers, their sign, and powers with casts, `natAbs`, divisibility and `%`.
-/

namespace Int

@[simp, norm_cast] theorem natCast_pow (m n : Nat) : (↑(m ^ n) : Int) = (m : Int) ^ n := rfl
theorem negSucc_pow (m n : Nat) :
    (negSucc m) ^ n = if n % 2 = 0 then Int.ofNat (m.succ ^ n) else Int.negOfNat (m.succ ^ n) := rfl
@[simp] protected theorem pow_zero : ∀ m : Int, m ^ 0 = 1
  | ofNat _ => rfl
  | negSucc _ => rfl
protected theorem pow_succ : ∀ (m : Int) (n : Nat), m ^ n.succ = m ^ n * m
  | ofNat _, _ => rfl
  | negSucc m, n => by
    have parity : n.succ % 2 = (n % 2 + 1) % 2 := Nat.add_mod n 1 2
    rw [negSucc_pow, negSucc_pow, parity]
    rcases Nat.mod_two_eq_zero_or_one n with h | h
    · rw [h, if_neg (by decide), if_pos rfl, negOfNat_eq]; rfl
    · rw [h, if_pos (by decide), if_neg (by decide), negOfNat_eq, Int.neg_mul]
      show _ = -(((m.succ ^ n : Nat) : Int) * negSucc m)
      rw [ofNat_mul_negSucc, Int.neg_neg]; rfl
protected theorem pow_succ' (b : Int) (e : Nat) : b ^ (e + 1) = b * (b ^ e) := by
  rw [Int.mul_comm]; exact Int.pow_succ b e
@[simp] protected theorem pow_one (a : Int) : a ^ 1 = a := by
  rw [show (1 : Nat) = Nat.succ 0 from rfl, Int.pow_succ, Int.pow_zero, Int.one_mul]
protected theorem pow_add (a : Int) (m n : Nat) : a ^ (m + n) = a ^ m * a ^ n := by
  induction n with
  | zero => rw [Nat.add_zero, Int.pow_zero, Int.mul_one]
  | succ n ih => rw [← Nat.add_assoc, ← Nat.succ_eq_add_one, ← Nat.succ_eq_add_one, Int.pow_succ, ih, Int.pow_succ,
      Int.mul_assoc]
protected theorem pow_mul {a : Int} {n m : Nat} : a ^ (n * m) = (a ^ n) ^ m := by
  induction m with
  | zero => rw [Nat.mul_zero, Int.pow_zero, Int.pow_zero]
  | succ m ih => rw [Nat.mul_add_one, Int.pow_add, ih, ← Nat.succ_eq_add_one, Int.pow_succ]
protected theorem mul_pow {a b : Int} {n : Nat} : (a * b) ^ n = a ^ n * b ^ n := by
  induction n with
  | zero => rw [Int.pow_zero, Int.pow_zero, Int.pow_zero, Int.mul_one]
  | succ n ih => rw [← Nat.succ_eq_add_one, Int.pow_succ, Int.pow_succ, Int.pow_succ, ih, Int.mul_assoc, Int.mul_assoc,
      Int.mul_left_comm (b ^ n)]
protected theorem zero_pow {n : Nat} (h : n ≠ 0) : (0 : Int) ^ n = 0 := by
  cases n with
  | zero => exact absurd rfl h
  | succ n => rw [← Nat.succ_eq_add_one, Int.pow_succ, Int.mul_zero]
protected theorem one_pow {n : Nat} : (1 : Int) ^ n = 1 := by
  induction n with
  | zero => exact Int.pow_zero 1
  | succ n ih => rw [← Nat.succ_eq_add_one, Int.pow_succ, ih, Int.mul_one]

/-! ## Sign and size -/

protected theorem pow_nonneg {n : Int} {m : Nat} (h : 0 ≤ n) : 0 ≤ n ^ m := by
  induction m with
  | zero => rw [Int.pow_zero]; exact Int.one_nonneg
  | succ m ih => rw [← Nat.succ_eq_add_one, Int.pow_succ]; exact Int.mul_nonneg ih h
protected theorem pow_pos {n : Int} {m : Nat} (h : 0 < n) : 0 < n ^ m := by
  induction m with
  | zero => rw [Int.pow_zero]; exact Int.one_pos
  | succ m ih => rw [← Nat.succ_eq_add_one, Int.pow_succ]; exact Int.mul_pos ih h
@[simp] theorem natAbs_pow (n : Int) : (k : Nat) → (n ^ k).natAbs = n.natAbs ^ k
  | 0 => by rw [Int.pow_zero]; rfl
  | k + 1 => by rw [← Nat.succ_eq_add_one, Int.pow_succ, natAbs_mul, natAbs_pow n k]; rfl
protected theorem pow_ne_zero {n : Int} {m : Nat} (h : n ≠ 0) : n ^ m ≠ 0 := fun e => by
  have e' := congrArg natAbs e
  rw [natAbs_pow] at e'
  exact Nat.ne_of_gt (Nat.pow_pos (natAbs_pos.mpr h)) e'
protected theorem sq_nonneg (m : Int) : 0 ≤ m ^ 2 := by
  rw [show 2 = Nat.succ 1 from rfl, Int.pow_succ, Int.pow_one]
  rcases Int.le_total 0 m with h | h
  · exact Int.mul_nonneg h h
  · have k := Int.mul_nonneg (Int.neg_nonneg_of_nonpos h) (Int.neg_nonneg_of_nonpos h)
    rw [Int.neg_mul, Int.mul_comm, Int.neg_mul, Int.neg_neg] at k
    exact k
protected theorem pow_nonneg_of_even {m : Int} {n : Nat} (h : n % 2 = 0) : 0 ≤ m ^ n := by
  rw [← Nat.mod_add_div n 2, h, Nat.zero_add, Int.pow_mul]; exact Int.pow_nonneg (Int.sq_nonneg m)
theorem pow_lt_pow_of_lt {a : Int} {b c : Nat} (ha : 1 < a) (hbc : b < c) : a ^ b < a ^ c := by
  obtain ⟨n, e⟩ := eq_ofNat_of_zero_le (Int.le_of_lt (Int.lt_trans Int.zero_lt_one ha))
  rw [e] at ha ⊢
  rw [← natCast_pow, ← natCast_pow]
  exact ofNat_lt.mpr (Nat.pow_lt_pow_right (ofNat_lt.mp ha) hbc)

end Int

prelude
import Init.Nat.Bitwise
/-!
# Powers of natural numbers

Powers with the order, with divisibility and with `%`; the binary logarithm; and `powMod`, which
computes `b ^ e % m` by repeated squaring, so that large exponents can be evaluated by the kernel.
-/

namespace Nat

/-! ## Equations -/

protected theorem pow_add_one {b n : Nat} : b ^ (n + 1) = b ^ n * b := rfl
theorem pow_add_one' {b n : Nat} : b ^ (n + 1) = b * b ^ n := Nat.mul_comm _ _
theorem pow_succ' {m n : Nat} : m ^ succ n = m * m ^ n := Nat.mul_comm _ _
protected theorem pow_add' (a m n : Nat) : a ^ (m + n) = a ^ n * a ^ m := by rw [Nat.pow_add, Nat.mul_comm]
protected theorem pow_mul' (a m n : Nat) : a ^ (m * n) = (a ^ n) ^ m := by rw [Nat.mul_comm, Nat.pow_mul]
protected theorem pow_right_comm (a m n : Nat) : (a ^ m) ^ n = (a ^ n) ^ m := by rw [← Nat.pow_mul, Nat.pow_mul']
protected theorem pow_sub_mul_pow (a : Nat) {m n : Nat} (h : m ≤ n) : a ^ (n - m) * a ^ m = a ^ n := by
  rw [← Nat.pow_add, Nat.sub_add_cancel h]
theorem pow_two_sub_pow_two (a b : Nat) : a ^ 2 - b ^ 2 = (a + b) * (a - b) := by
  rw [Nat.mul_sub, Nat.add_mul, Nat.add_mul, ← Nat.sub_sub, Nat.mul_comm b a, Nat.add_sub_cancel, Nat.pow_two,
    Nat.pow_two]

/-! ## Order -/

private theorem pos_pow_of_pos {b : Nat} (n : Nat) (h : 0 < b) : 0 < b ^ n := by
  have e := Nat.pow_le_pow_left (show 1 ≤ b from h) n
  rw [Nat.one_pow] at e; exact e
theorem two_pow_pos (w : Nat) : 0 < 2 ^ w := pos_pow_of_pos w (zero_lt_succ 1)
protected theorem one_le_two_pow {n : Nat} : 1 ≤ 2 ^ n := two_pow_pos n
theorem two_pow_succ (n : Nat) : 2 ^ (n + 1) = 2 ^ n + 2 ^ n := Nat.mul_two (2 ^ n)
protected theorem lt_two_pow_self : n < 2 ^ n := by
  induction n with
  | zero => exact zero_lt_succ 0
  | succ n ih => rw [two_pow_succ]; exact Nat.add_lt_add_of_lt_of_le ih (two_pow_pos n)
protected theorem lt_pow_self {n a : Nat} (h : 1 < a) : n < a ^ n :=
  Nat.lt_of_lt_of_le Nat.lt_two_pow_self (Nat.pow_le_pow_left (show 2 ≤ a from h) n)
protected theorem one_lt_two_pow (h : n ≠ 0) : 1 < 2 ^ n := by
  cases n with
  | zero => exact absurd rfl h
  | succ n => rw [two_pow_succ]; exact Nat.add_le_add (two_pow_pos n) (two_pow_pos n)
protected theorem pow_lt_pow_left {a b n : Nat} (h : a < b) (hn : n ≠ 0) : a ^ n < b ^ n := by
  cases n with
  | zero => exact absurd rfl hn
  | succ n =>
    exact Nat.lt_of_le_of_lt (Nat.mul_le_mul_right a (Nat.pow_le_pow_left (Nat.le_of_lt h) n))
      (Nat.mul_lt_mul_of_pos_left h (pos_pow_of_pos n (zero_lt_of_lt h)))
protected theorem pow_lt_pow_succ {a n : Nat} (h : 1 < a) : a ^ n < a ^ (n + 1) := by
  have e := Nat.mul_lt_mul_of_pos_left h (pos_pow_of_pos n (Nat.lt_trans (zero_lt_succ 0) h))
  rw [Nat.mul_one] at e; exact e
protected theorem pow_lt_pow_right {a n m : Nat} (ha : 1 < a) (h : n < m) : a ^ n < a ^ m :=
  Nat.lt_of_lt_of_le (Nat.pow_lt_pow_succ ha) (Nat.pow_le_pow_right (Nat.lt_trans (zero_lt_succ 0) ha) h)
protected theorem pow_le_pow_iff_right {a n m : Nat} (h : 1 < a) : a ^ n ≤ a ^ m ↔ n ≤ m :=
  ⟨fun k => Nat.le_of_not_lt fun l => Nat.not_le_of_lt (Nat.pow_lt_pow_right h l) k,
    Nat.pow_le_pow_right (Nat.lt_trans (zero_lt_succ 0) h)⟩
protected theorem pow_lt_pow_iff_right {a n m : Nat} (h : 1 < a) : a ^ n < a ^ m ↔ n < m := by
  rw [← Nat.not_le, Nat.pow_le_pow_iff_right h, Nat.not_le]
protected theorem pow_lt_pow_iff_left {a b n : Nat} (hn : n ≠ 0) : a ^ n < b ^ n ↔ a < b :=
  ⟨fun h => Nat.lt_of_not_ge fun k => Nat.not_lt_of_le (Nat.pow_le_pow_left k n) h, fun h => Nat.pow_lt_pow_left h hn⟩
protected theorem pow_le_pow_iff_left {a b n : Nat} (hn : n ≠ 0) : a ^ n ≤ b ^ n ↔ a ≤ b := by
  rw [← Nat.not_lt, Nat.pow_lt_pow_iff_left hn, Nat.not_lt]
protected theorem pow_left_inj {a b n : Nat} (hn : n ≠ 0) : a ^ n = b ^ n ↔ a = b := by
  rw [Nat.le_antisymm_iff, Nat.pow_le_pow_iff_left hn, Nat.pow_le_pow_iff_left hn, ← Nat.le_antisymm_iff]
protected theorem pow_right_inj {a m n : Nat} (ha : 1 < a) : a ^ m = a ^ n ↔ m = n := by
  rw [Nat.le_antisymm_iff, Nat.pow_le_pow_iff_right ha, Nat.pow_le_pow_iff_right ha, ← Nat.le_antisymm_iff]
@[simp] protected theorem pow_eq_zero {a n : Nat} : a ^ n = 0 ↔ a = 0 ∧ n ≠ 0 := by
  constructor
  · intro h
    refine ⟨?_, fun e => ?_⟩
    · refine Classical.byContradiction fun k => ?_
      exact Nat.ne_of_gt (pos_pow_of_pos n (pos_of_ne_zero k)) h
    · subst e; exact absurd h one_ne_zero
  · intro h; rw [h.1]; exact Nat.zero_pow (pos_of_ne_zero h.2)
theorem le_self_pow {n : Nat} (hn : n ≠ 0) (m : Nat) : m ≤ m ^ n := by
  rcases eq_zero_or_pos m with h | h
  · subst h; exact zero_le _
  · have e := Nat.pow_le_pow_right h (show 1 ≤ n from pos_of_ne_zero hn)
    rw [Nat.pow_one] at e; exact e
theorem one_lt_pow {n a : Nat} (hn : n ≠ 0) (ha : 1 < a) : 1 < a ^ n := Nat.lt_of_lt_of_le ha (le_self_pow hn a)
theorem one_le_pow (n m : Nat) (h : 0 < m) : 1 ≤ m ^ n := pos_pow_of_pos n h
theorem le_pow {a b : Nat} (h : 0 < b) : a ≤ a ^ b := le_self_pow (Nat.ne_of_gt h) a
@[simp] protected theorem one_lt_two_pow_iff {n : Nat} : 1 < 2 ^ n ↔ n ≠ 0 :=
  ⟨fun h e => Nat.lt_irrefl 1 (by subst e; exact h), Nat.one_lt_two_pow⟩
@[simp] protected theorem pow_eq_one {a n : Nat} : a ^ n = 1 ↔ a = 1 ∨ n = 0 := by
  rcases eq_zero_or_pos n with h | h
  · subst h; exact ⟨fun _ => Or.inr rfl, fun _ => rfl⟩
  · have inj := Nat.pow_left_inj (a := a) (b := 1) (Nat.ne_of_gt h)
    rw [Nat.one_pow] at inj
    exact ⟨fun e => Or.inl (inj.mp e), fun e => e.elim inj.mpr fun e => absurd e (Nat.ne_of_gt h)⟩

/-! ## Divisibility -/

protected theorem pow_dvd_pow {m n : Nat} (a : Nat) (h : m ≤ n) : a ^ m ∣ a ^ n := by
  rw [← Nat.add_sub_cancel' h, Nat.pow_add]; exact Nat.dvd_mul_right _ _
theorem div_pow_of_pos (a n : Nat) (h : n > 0) : a ∣ a ^ n := by
  have e := Nat.pow_dvd_pow a (show 1 ≤ n from h)
  rw [Nat.pow_one] at e; exact e
theorem pow_dvd_of_le_of_pow_dvd {p m n k : Nat} (hmn : m ≤ n) (hdiv : p ^ n ∣ k) : p ^ m ∣ k :=
  Nat.dvd_trans (Nat.pow_dvd_pow p hmn) hdiv
theorem dvd_of_pow_dvd {p k m : Nat} (hk : 1 ≤ k) (hpk : p ^ k ∣ m) : p ∣ m :=
  Nat.dvd_trans (div_pow_of_pos p k hk) hpk
theorem pow_dvd_pow_iff_le_right {x k l : Nat} (w : 1 < x) : x ^ k ∣ x ^ l ↔ k ≤ l :=
  ⟨fun h => (Nat.pow_le_pow_iff_right w).mp (le_of_dvd (pos_pow_of_pos l (Nat.lt_trans (zero_lt_succ 0) w)) h),
    Nat.pow_dvd_pow x⟩
protected theorem pow_div {x m n : Nat} (h : n ≤ m) (hx : 0 < x) : x ^ m / x ^ n = x ^ (m - n) := by
  rw [← Nat.pow_sub_mul_pow x h, Nat.mul_div_cancel _ (pos_pow_of_pos n hx)]

/-! ## Remainders -/

-- What `simp` proves divisibility of numerals with.
protected theorem dvd_eq_true_of_mod_eq_zero {m n : Nat} (h : n % m == 0) : (m ∣ n) = True :=
  eq_true (dvd_of_mod_eq_zero (eq_of_beq h))
protected theorem dvd_eq_false_of_mod_ne_zero {m n : Nat} (h : n % m != 0) : (m ∣ n) = False :=
  eq_false fun k => bne_iff_ne.mp h (mod_eq_zero_of_dvd k)

theorem pow_mod (a b n : Nat) : a ^ b % n = (a % n) ^ b % n := by
  induction b with
  | zero => rfl
  | succ b ih => rw [Nat.pow_succ, Nat.pow_succ, mul_mod, ih, mul_mod ((a % n) ^ b), mod_mod]

/-! ## The binary logarithm -/

theorem lt_log2_self : n < 2 ^ (n.log2 + 1) := by
  have key : ∀ k n : Nat, n ≤ k → n < 2 ^ (n.log2 + 1) := by
    intro k
    induction k with
    | zero => intro n h; rw [eq_zero_of_le_zero h]; exact two_pow_pos _
    | succ k ih =>
      intro n h
      rw [log2_def]
      split
      · next h2 =>
        have half := ih (n / 2) (le_of_lt_succ (Nat.lt_of_lt_of_le (log2_terminates n h2) h))
        have e := (Nat.div_lt_iff_lt_mul (zero_lt_succ 1)).mp half
        exact e
      · next h2 => exact Nat.lt_of_not_le h2
  exact key n n (Nat.le_refl n)
theorem log2_self_le {n : Nat} (h : n ≠ 0) : 2 ^ n.log2 ≤ n := by
  have key : ∀ k n : Nat, n ≤ k → n ≠ 0 → 2 ^ n.log2 ≤ n := by
    intro k
    induction k with
    | zero => intro n h h0; exact absurd (eq_zero_of_le_zero h) h0
    | succ k ih =>
      intro n h h0
      rw [log2_def]
      split
      · next h2 =>
        have pos : n / 2 ≠ 0 := Nat.ne_of_gt ((le_div_iff_mul_le (zero_lt_succ 1)).mpr h2)
        have half := ih (n / 2) (le_of_lt_succ (Nat.lt_of_lt_of_le (log2_terminates n h2) h)) pos
        exact Nat.le_trans (Nat.mul_le_mul_right 2 half) (div_mul_le_self n 2)
      · exact pos_of_ne_zero h0
  exact key n n (Nat.le_refl n) h
theorem log2_lt {n k : Nat} (h : n ≠ 0) : n.log2 < k ↔ n < 2 ^ k :=
  ⟨fun l => Nat.lt_of_lt_of_le lt_log2_self (Nat.pow_le_pow_right (zero_lt_succ 1) l), fun l =>
    (Nat.pow_lt_pow_iff_right (lt_succ_self 1)).mp (Nat.lt_of_le_of_lt (log2_self_le h) l)⟩
theorem le_log2 {n k : Nat} (h : n ≠ 0) : k ≤ n.log2 ↔ 2 ^ k ≤ n := by
  rw [← Nat.not_lt, log2_lt h, Nat.not_lt]
@[simp] theorem log2_zero : log2 0 = 0 := rfl
@[simp] theorem log2_two_pow {n : Nat} : (2 ^ n).log2 = n := by
  refine Nat.le_antisymm (le_of_lt_succ ?_) ?_
  · exact (log2_lt (Nat.ne_of_gt (two_pow_pos n))).mpr (Nat.pow_lt_pow_right (lt_succ_self 1) (lt_succ_self n))
  · exact (le_log2 (Nat.ne_of_gt (two_pow_pos n))).mpr (Nat.le_refl _)

/-! ## Powers modulo a number -/

/-- `b ^ e * r % m`, if there are enough steps: each halves the exponent and squares the base. -/
private def powModSteps (m : Nat) : (steps b e r : Nat) → Nat
  | 0, _, _, r => r % m
  | steps + 1, b, e, r =>
    if e % 2 = 0 then powModSteps m steps (b * b % m) (e / 2) r
    else powModSteps m steps (b * b % m) (e / 2) (r * b % m)

private theorem powModSteps_eq (m : Nat) : ∀ steps b e r : Nat, e < 2 ^ steps →
    powModSteps m steps b e r = b ^ e * r % m
  | 0, b, e, r, h => by
    have e0 : e = 0 := eq_zero_of_le_zero (le_of_lt_succ h)
    subst e0; exact congrArg (· % m) (Nat.one_mul r).symm
  | steps + 1, b, e, r, h => by
    have half : e / 2 < 2 ^ steps := (Nat.div_lt_iff_lt_mul (zero_lt_succ 1)).mpr h
    have square : (b * b % m) ^ (e / 2) % m = b ^ (2 * (e / 2)) % m := by
      rw [← pow_mod, ← Nat.pow_two, ← Nat.pow_mul]
    have split := div_add_mod e 2
    rw [powModSteps]
    rcases mod_two_eq_zero_or_one e with p | p
    · rw [if_pos p, powModSteps_eq m steps _ _ _ half, mul_mod, square, ← mul_mod]
      rw [p, Nat.add_zero] at split; rw [split]
    · rw [if_neg (p ▸ one_ne_zero), powModSteps_eq m steps _ _ _ half, mul_mod, square, mod_mod, ← mul_mod,
        Nat.mul_comm r b, ← Nat.mul_assoc, ← Nat.pow_succ]
      rw [p] at split; rw [split]

/-- `b ^ e % m`, in as many steps as the exponent has binary digits. -/
@[extern "lean_nat_powmod"]
def powMod (b e m : @& Nat) : Nat := powModSteps m (e.log2 + 1) (b % m) e 1

theorem powMod_def (b e m : Nat) : powMod b e m = b ^ e % m := by
  rw [powMod, powModSteps_eq _ _ _ _ _ lt_log2_self, Nat.mul_one, ← pow_mod]
theorem powMod_zero (b m : Nat) : powMod b 0 m = 1 % m := powMod_def b 0 m
theorem powMod_succ (b e m : Nat) : powMod b (e + 1) m = (powMod b e m * b) % m := by
  rw [powMod_def, powMod_def, Nat.pow_succ, mul_mod (b ^ e % m), mod_mod, ← mul_mod]

end Nat

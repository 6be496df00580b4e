prelude
import Init.Nat.Order
/-!
# Natural numbers: products, quotients, remainders, divisibility

The nonlinear facts of the core's `Nat`, and the rules of `%` that `omega` does not know because
the modulus is no numeral.
-/

namespace Nat

/-! ## Products -/

protected theorem mul_ne_zero_iff : n * m ≠ 0 ↔ n ≠ 0 ∧ m ≠ 0 := by rw [ne_eq, Nat.mul_eq_zero, not_or]
protected theorem mul_ne_zero : n ≠ 0 → m ≠ 0 → n * m ≠ 0 := fun h k => Nat.mul_ne_zero_iff.2 ⟨h, k⟩
protected theorem ne_zero_of_mul_ne_zero_left (h : n * m ≠ 0) : n ≠ 0 := (Nat.mul_ne_zero_iff.1 h).1
protected theorem ne_zero_of_mul_ne_zero_right (h : n * m ≠ 0) : m ≠ 0 := (Nat.mul_ne_zero_iff.1 h).2
protected theorem mul_left_cancel {n m k : Nat} (np : 0 < n) (h : n * m = n * k) : m = k :=
  Nat.eq_of_mul_eq_mul_left np h
protected theorem mul_right_cancel {n m k : Nat} (mp : 0 < m) (h : n * m = k * m) : n = k :=
  Nat.eq_of_mul_eq_mul_right mp h
protected theorem mul_left_cancel_iff {n : Nat} (p : 0 < n) {m k : Nat} : n * m = n * k ↔ m = k :=
  ⟨Nat.mul_left_cancel p, congrArg _⟩
protected theorem mul_right_cancel_iff {m : Nat} (p : 0 < m) {n k : Nat} : n * m = k * m ↔ n = k :=
  ⟨Nat.mul_right_cancel p, congrArg (· * m)⟩
protected theorem mul_left_inj (ha : a ≠ 0) : b * a = c * a ↔ b = c := Nat.mul_right_cancel_iff (by omega)
protected theorem mul_right_inj (ha : a ≠ 0) : a * b = a * c ↔ b = c := Nat.mul_left_cancel_iff (by omega)
protected theorem mul_ne_mul_left (ha : a ≠ 0) : b * a ≠ c * a ↔ b ≠ c := not_congr (Nat.mul_left_inj ha)
protected theorem mul_ne_mul_right (ha : a ≠ 0) : a * b ≠ a * c ↔ b ≠ c := not_congr (Nat.mul_right_inj ha)
theorem mul_eq_left (ha : a ≠ 0) : a * b = a ↔ b = 1 := by
  have h := Nat.mul_right_inj ha (b := b) (c := 1)
  rw [Nat.mul_one] at h; exact h
theorem mul_eq_right (hb : b ≠ 0) : a * b = b ↔ a = 1 := by rw [Nat.mul_comm, mul_eq_left hb]
protected theorem zero_eq_mul : 0 = m * n ↔ m = 0 ∨ n = 0 := by rw [eq_comm, Nat.mul_eq_zero]
protected theorem le_mul_of_pos_left (m) (h : 0 < n) : m ≤ n * m := by
  have e := Nat.mul_le_mul_right m (show 1 ≤ n from h)
  rw [Nat.one_mul] at e; exact e
protected theorem le_mul_of_pos_right (n) (h : 0 < m) : n ≤ n * m := by
  rw [Nat.mul_comm]; exact Nat.le_mul_of_pos_left n h
protected theorem mul_lt_mul_of_lt_of_le (hac : a < c) (hbd : b ≤ d) (hd : 0 < d) : a * b < c * d :=
  Nat.lt_of_le_of_lt (Nat.mul_le_mul_left a hbd) (Nat.mul_lt_mul_of_pos_right hac hd)
protected theorem mul_lt_mul_of_lt_of_le' (hac : a < c) (hbd : b ≤ d) (hb : 0 < b) : a * b < c * d :=
  Nat.mul_lt_mul_of_lt_of_le hac hbd (by omega)
protected theorem mul_lt_mul_of_le_of_lt (hac : a ≤ c) (hbd : b < d) (hc : 0 < c) : a * b < c * d :=
  Nat.lt_of_le_of_lt (Nat.mul_le_mul_right b hac) (Nat.mul_lt_mul_of_pos_left hbd hc)
protected theorem mul_lt_mul_of_le_of_lt' (hac : a ≤ c) (hbd : b < d) (ha : 0 < a) : a * b < c * d :=
  Nat.mul_lt_mul_of_le_of_lt hac hbd (by omega)
protected theorem mul_lt_mul_of_lt_of_lt {a b c d : Nat} (hac : a < c) (hbd : b < d) : a * b < c * d :=
  Nat.mul_lt_mul_of_lt_of_le hac (Nat.le_of_lt hbd) (by omega)
theorem mul_lt_mul'' {a b c d : Nat} (hac : a < c) (hbd : b < d) : a * b < c * d := Nat.mul_lt_mul_of_lt_of_lt hac hbd
protected theorem mul_lt_mul_left (a0 : 0 < a) : a * b < a * c ↔ b < c :=
  ⟨fun h => Nat.lt_of_not_ge fun k => Nat.not_lt_of_le (Nat.mul_le_mul_left a k) h,
    fun h => Nat.mul_lt_mul_of_pos_left h a0⟩
protected theorem mul_lt_mul_right (a0 : 0 < a) : b * a < c * a ↔ b < c := by
  rw [Nat.mul_comm b, Nat.mul_comm c, Nat.mul_lt_mul_left a0]
protected theorem mul_le_mul_left_iff {n m k : Nat} (w : 0 < k) : k * n ≤ k * m ↔ n ≤ m :=
  ⟨fun h => Nat.le_of_mul_le_mul_left h w, Nat.mul_le_mul_left k⟩
protected theorem mul_le_mul_right_iff {n m k : Nat} (w : 0 < k) : n * k ≤ m * k ↔ n ≤ m := by
  rw [Nat.mul_comm n, Nat.mul_comm m, Nat.mul_le_mul_left_iff w]
protected theorem lt_of_mul_lt_mul_left {a b c : Nat} (h : a * b < a * c) : b < c :=
  Nat.lt_of_not_ge fun k => Nat.not_lt_of_le (Nat.mul_le_mul_left a k) h
protected theorem lt_of_mul_lt_mul_right {a b c : Nat} (h : b * a < c * a) : b < c :=
  Nat.lt_of_not_ge fun k => Nat.not_lt_of_le (Nat.mul_le_mul_right a k) h
theorem succ_mul_succ (a b) : succ a * succ b = a * b + a + b + 1 := by
  rw [succ_mul, mul_succ]; omega
theorem add_one_mul_add_one (a b : Nat) : (a + 1) * (b + 1) = a * b + a + b + 1 := succ_mul_succ a b
protected theorem mul_self_sub_mul_self_eq (a b : Nat) : a * a - b * b = (a + b) * (a - b) := by
  rw [← Nat.pow_two, ← Nat.pow_two, pow_two_sub_pow_two]
protected theorem pos_of_mul_pos_left {a b : Nat} (h : 0 < a * b) : 0 < b :=
  pos_of_ne_zero (Nat.ne_zero_of_mul_ne_zero_right (Nat.ne_of_gt h))
protected theorem pos_of_mul_pos_right {a b : Nat} (h : 0 < a * b) : 0 < a :=
  pos_of_ne_zero (Nat.ne_zero_of_mul_ne_zero_left (Nat.ne_of_gt h))
@[simp] protected theorem mul_pos_iff_of_pos_left {a b : Nat} (h : 0 < a) : 0 < a * b ↔ 0 < b :=
  ⟨Nat.pos_of_mul_pos_left, Nat.mul_pos h⟩
@[simp] protected theorem mul_pos_iff_of_pos_right {a b : Nat} (h : 0 < b) : 0 < a * b ↔ 0 < a :=
  ⟨Nat.pos_of_mul_pos_right, fun k => Nat.mul_pos k h⟩
protected theorem pos_of_lt_mul_left {a b c : Nat} (h : a < b * c) : 0 < c := Nat.pos_of_mul_pos_left (zero_lt_of_lt h)
protected theorem pos_of_lt_mul_right {a b c : Nat} (h : a < b * c) : 0 < b :=
  Nat.pos_of_mul_pos_right (zero_lt_of_lt h)
theorem eq_one_of_mul_eq_one_right (H : m * n = 1) : m = 1 := eq_one_of_dvd_one ⟨n, H.symm⟩
theorem eq_one_of_mul_eq_one_left (H : m * n = 1) : n = 1 := eq_one_of_dvd_one ⟨m, by rw [Nat.mul_comm, H]⟩
@[simp] protected theorem mul_eq_one_iff : m * n = 1 ↔ m = 1 ∧ n = 1 :=
  ⟨fun h => ⟨eq_one_of_mul_eq_one_right h, eq_one_of_mul_eq_one_left h⟩, fun ⟨h, k⟩ => by rw [h, k]⟩
@[simp] protected theorem lt_mul_iff_one_lt_left (hb : 0 < b) : b < a * b ↔ 1 < a := by
  have h := Nat.mul_lt_mul_right hb (b := 1) (c := a)
  rw [Nat.one_mul] at h; exact h
@[simp] protected theorem lt_mul_iff_one_lt_right (ha : 0 < a) : a < a * b ↔ 1 < b := by
  rw [Nat.mul_comm, Nat.lt_mul_iff_one_lt_left ha]
theorem eq_zero_of_two_mul_le (h : 2 * n ≤ n) : n = 0 := by omega
theorem eq_zero_of_mul_le (hb : 2 ≤ n) (h : n * m ≤ m) : m = 0 :=
  eq_zero_of_two_mul_le (Nat.le_trans (Nat.mul_le_mul_right m hb) h)
theorem succ_mul_pos (m : Nat) (hn : 0 < n) : 0 < succ m * n := Nat.mul_pos (succ_pos m) hn
theorem mul_self_le_mul_self {m n : Nat} (h : m ≤ n) : m * m ≤ n * n := Nat.mul_le_mul h h
theorem mul_self_lt_mul_self {m n : Nat} (h : m < n) : m * m < n * n := mul_lt_mul'' h h
theorem mul_self_le_mul_self_iff {m n : Nat} : m * m ≤ n * n ↔ m ≤ n :=
  ⟨fun h => Nat.le_of_not_lt fun k => Nat.not_le_of_gt (mul_self_lt_mul_self k) h, mul_self_le_mul_self⟩
theorem mul_self_lt_mul_self_iff {m n : Nat} : m * m < n * n ↔ m < n := by
  rw [← Nat.not_le, mul_self_le_mul_self_iff, Nat.not_le]
theorem mul_self_inj {m n : Nat} : m * m = n * n ↔ m = n := by
  rw [Nat.le_antisymm_iff, mul_self_le_mul_self_iff, mul_self_le_mul_self_iff, ← Nat.le_antisymm_iff]
theorem le_mul_self : ∀ n : Nat, n ≤ n * n
  | 0 => Nat.le_refl 0
  | n + 1 => Nat.le_mul_of_pos_left _ (succ_pos n)
@[simp] theorem lt_mul_self_iff : ∀ {n : Nat}, n < n * n ↔ 1 < n
  | 0 => by decide
  | n + 1 => Nat.lt_mul_iff_one_lt_left (succ_pos n)
theorem add_sub_one_le_mul (ha : a ≠ 0) (hb : b ≠ 0) : a + b - 1 ≤ a * b := by
  obtain ⟨c, rfl⟩ := exists_eq_add_one_of_ne_zero ha
  have := Nat.le_mul_of_pos_right c (pos_of_ne_zero hb)
  rw [Nat.add_mul]; omega
protected theorem add_le_mul {a : Nat} (ha : 2 ≤ a) {b : Nat} (hb : 2 ≤ b) : a + b ≤ a * b := by
  obtain ⟨c, rfl⟩ := Nat.exists_eq_add_of_le ha
  have := Nat.mul_le_mul_left c hb
  rw [Nat.add_mul]; omega

/-! ## Quotients -/

@[simp] protected theorem div_eq_zero_iff : a / b = 0 ↔ b = 0 ∨ a < b := by
  rcases eq_zero_or_pos b with h | h
  · subst h; exact ⟨fun _ => .inl rfl, fun _ => Nat.div_zero a⟩
  · rw [← lt_one_iff, div_lt_iff_lt_mul h, Nat.one_mul]; omega
protected theorem div_ne_zero_iff : a / b ≠ 0 ↔ b ≠ 0 ∧ b ≤ a := by rw [ne_eq, Nat.div_eq_zero_iff]; omega
@[simp] protected theorem div_pos_iff : 0 < a / b ↔ 0 < b ∧ b ≤ a := by
  rw [Nat.pos_iff_ne_zero, Nat.div_ne_zero_iff]; omega
theorem div_pos (hba : b ≤ a) (hb : 0 < b) : 0 < a / b := Nat.div_pos_iff.mpr ⟨hb, hba⟩
protected theorem div_le_div_right {a b c : Nat} (h : a ≤ b) : a / c ≤ b / c := by
  rcases eq_zero_or_pos c with k | k
  · subst k; rw [Nat.div_zero, Nat.div_zero]
  · exact (le_div_iff_mul_le k).2 (Nat.le_trans (div_mul_le_self a c) h)
theorem lt_of_div_lt_div {a b c : Nat} (h : a / c < b / c) : a < b :=
  Nat.lt_of_not_le fun k => Nat.not_le_of_lt h (Nat.div_le_div_right k)
theorem one_le_div_iff {a b : Nat} (hb : 0 < b) : 1 ≤ a / b ↔ b ≤ a := by rw [le_div_iff_mul_le hb, Nat.one_mul]
theorem div_lt_one_iff (hb : 0 < b) : a / b < 1 ↔ a < b := by rw [div_lt_iff_lt_mul hb, Nat.one_mul]
theorem lt_mul_of_div_lt (h : a / c < b) (hc : 0 < c) : a < b * c := (div_lt_iff_lt_mul hc).mp h
theorem div_lt_of_lt_mul {m n k : Nat} (h : m < n * k) : m / n < k := by
  rw [div_lt_iff_lt_mul (Nat.pos_of_lt_mul_right h), Nat.mul_comm]; exact h
theorem div_le_of_le_mul {m n : Nat} {k : Nat} (h : m ≤ k * n) : m / k ≤ n := by
  rcases eq_zero_or_pos k with e | e
  · subst e; rw [Nat.div_zero]; exact zero_le n
  · refine le_of_lt_succ ((div_lt_iff_lt_mul e).mpr ?_)
    rw [succ_mul, Nat.mul_comm n k]; omega
protected theorem mul_le_of_le_div (k x y : Nat) (h : x ≤ y / k) : x * k ≤ y :=
  Nat.le_trans (Nat.mul_le_mul_right k h) (div_mul_le_self y k)
theorem mul_div_le_mul_div_assoc (a b c : Nat) : a * (b / c) ≤ a * b / c := by
  rcases eq_zero_or_pos c with h | h
  · subst h; rw [Nat.div_zero, Nat.mul_zero]; exact zero_le _
  · rw [le_div_iff_mul_le h, Nat.mul_assoc]; exact Nat.mul_le_mul_left a (div_mul_le_self b c)
theorem lt_div_mul_add {a b : Nat} (hb : 0 < b) : a < a / b * b + b := by
  rw [← add_one_mul, ← div_lt_iff_lt_mul hb]; exact lt_succ_self _
theorem lt_mul_div_succ (a : Nat) (hb : 0 < b) : a < b * (a / b + 1) := by
  rw [Nat.mul_comm, ← div_lt_iff_lt_mul hb]; exact lt_succ_self _
protected theorem div_eq_of_eq_mul_right (H1 : 0 < n) (H2 : m = n * k) : m / n = k := by
  rw [H2, Nat.mul_div_cancel_left k H1]
protected theorem div_eq_of_eq_mul_left (H1 : 0 < n) (H2 : m = k * n) : m / n = k := by rw [H2, Nat.mul_div_cancel k H1]
protected theorem eq_mul_of_div_eq_right {a b c : Nat} (H1 : b ∣ a) (H2 : a / b = c) : a = b * c := by
  rw [← H2, Nat.mul_div_cancel' H1]
protected theorem eq_mul_of_div_eq_left {a b c : Nat} (H1 : b ∣ a) (H2 : a / b = c) : a = c * b := by
  rw [Nat.mul_comm, Nat.eq_mul_of_div_eq_right H1 H2]
protected theorem div_eq_iff_eq_mul_right {a b c : Nat} (H : 0 < b) (H' : b ∣ a) : a / b = c ↔ a = b * c :=
  ⟨Nat.eq_mul_of_div_eq_right H', Nat.div_eq_of_eq_mul_right H⟩
protected theorem div_eq_iff_eq_mul_left {a b c : Nat} (H : 0 < b) (H' : b ∣ a) : a / b = c ↔ a = c * b := by
  rw [Nat.mul_comm]; exact Nat.div_eq_iff_eq_mul_right H H'
protected theorem mul_div_assoc {k n : Nat} (m : Nat) (H : k ∣ n) : m * n / k = m * (n / k) := by
  rcases eq_zero_or_pos k with h | h
  · subst h; rw [Nat.div_zero, Nat.div_zero, Nat.mul_zero]
  · obtain ⟨c, rfl⟩ := H
    rw [Nat.mul_div_cancel_left c h, Nat.mul_left_comm, Nat.mul_div_cancel_left _ h]
protected theorem mul_div_mul_left {m : Nat} (n k : Nat) (H : 0 < m) : m * n / (m * k) = n / k := by
  rcases eq_zero_or_pos k with h | h
  · subst h; rw [Nat.mul_zero, Nat.div_zero, Nat.div_zero]
  · refine Nat.le_antisymm (le_of_lt_succ ?_) ?_
    · rw [div_lt_iff_lt_mul (Nat.mul_pos H h), Nat.mul_left_comm, Nat.mul_lt_mul_left H]
      rw [← div_lt_iff_lt_mul h]; exact lt_succ_self _
    · rw [le_div_iff_mul_le (Nat.mul_pos H h), Nat.mul_left_comm]
      exact Nat.mul_le_mul_left m (div_mul_le_self n k)
protected theorem mul_div_mul_right {m : Nat} (n k : Nat) (H : 0 < m) : n * m / (k * m) = n / k := by
  rw [Nat.mul_comm n, Nat.mul_comm k, Nat.mul_div_mul_left n k H]
theorem div_div_eq_div_mul (m n k : Nat) : m / n / k = m / (n * k) := by
  rcases eq_zero_or_pos k with h | h
  · subst h; rw [Nat.mul_zero, Nat.div_zero, Nat.div_zero]
  rcases eq_zero_or_pos n with h' | h'
  · subst h'; rw [Nat.zero_mul, Nat.div_zero, Nat.zero_div]
  refine Nat.le_antisymm ?_ ?_
  · rw [le_div_iff_mul_le (Nat.mul_pos h' h), Nat.mul_comm n k, ← Nat.mul_assoc, ← le_div_iff_mul_le h']
    exact div_mul_le_self _ k
  · rw [le_div_iff_mul_le h, le_div_iff_mul_le h', Nat.mul_assoc, Nat.mul_comm k n]
    exact div_mul_le_self m _
protected theorem div_mod_unique (h : 0 < b) : a / b = d ∧ a % b = c ↔ c + b * d = a ∧ c < b := by
  constructor
  · rintro ⟨rfl, rfl⟩; exact ⟨mod_add_div a b, mod_lt a h⟩
  · rintro ⟨rfl, k⟩
    rw [add_mul_div_left _ _ h, add_mul_mod_self_left, mod_eq_of_lt k, div_eq_of_lt k, Nat.zero_add]
    exact ⟨rfl, rfl⟩
theorem mul_add_div {m : Nat} (m_pos : m > 0) (x y : Nat) : (m * x + y) / m = x + y / m := by
  rw [Nat.add_comm, add_mul_div_left _ _ m_pos, Nat.add_comm]
theorem mod_add_div' (a b : Nat) : a % b + a / b * b = a := by rw [Nat.mul_comm, mod_add_div]
theorem div_add_mod' (a b : Nat) : a / b * b + a % b = a := by rw [Nat.mul_comm, div_add_mod]

/-! ## Remainders -/

theorem mod_lt_of_lt {a b c : Nat} (h : a < c) : a % b < c := Nat.lt_of_le_of_lt (mod_le a b) h
theorem le_of_mod_lt {a b : Nat} (h : a % b < a) : b ≤ a :=
  Nat.le_of_not_lt fun k => Nat.lt_irrefl a (by rw [mod_eq_of_lt k] at h; exact h)
@[simp] theorem mod_add_mod (m n k : Nat) : (m % n + k) % n = (m + k) % n := by
  rw [add_mod, mod_mod, ← add_mod]
@[simp] theorem add_mod_mod (m n k : Nat) : (m + n % k) % k = (m + n) % k := by rw [add_mod, mod_mod, ← add_mod]
@[simp] theorem mul_mod_mod (m n l : Nat) : (m * (n % l)) % l = (m * n) % l := by rw [mul_mod, mod_mod, ← mul_mod]
@[simp] theorem mod_mul_mod (m n l : Nat) : ((m % l) * n) % l = (m * n) % l := by rw [mul_mod, mod_mod, ← mul_mod]
theorem mul_mod_mul_left (z x y : Nat) : (z * x) % (z * y) = z * (x % y) := by
  rcases eq_zero_or_pos z with h | h
  · subst h; rw [Nat.zero_mul, Nat.zero_mul, Nat.zero_mul, mod_zero]
  · rw [mod_def, mod_def, Nat.mul_div_mul_left x y h, Nat.mul_sub, Nat.mul_assoc]
theorem mul_mod_mul_right (z x y : Nat) : (x * z) % (y * z) = (x % y) * z := by
  rw [Nat.mul_comm x, Nat.mul_comm y, mul_mod_mul_left, Nat.mul_comm]
theorem mul_add_mod (m x y : Nat) : (m * x + y) % m = y % m := by rw [Nat.add_comm, add_mul_mod_self_left]
theorem mul_add_mod' (a b c : Nat) : (a * b + c) % b = c % b := by rw [Nat.mul_comm, mul_add_mod]
theorem mul_add_mod_of_lt {a b c : Nat} (h : c < b) : (a * b + c) % b = c := by rw [mul_add_mod', mod_eq_of_lt h]
@[simp] theorem mod_mod_of_dvd (a : Nat) (h : c ∣ b) : a % b % c = a % c := by
  obtain ⟨d, rfl⟩ := h
  have e := mod_add_div a (c * d)
  rw [Nat.mul_assoc] at e
  have k := add_mul_mod_self_left (a % (c * d)) c (d * (a / (c * d)))
  rw [e] at k; exact k.symm
@[simp] theorem mod_div_self (m n : Nat) : m % n / n = 0 := by
  rw [Nat.div_eq_zero_iff]
  rcases eq_zero_or_pos n with h | h
  · exact .inl h
  · exact .inr (mod_lt m h)
theorem add_mod_eq_add_mod_right (c : Nat) (H : a % d = b % d) : (a + c) % d = (b + c) % d := by
  rw [← mod_add_mod, ← mod_add_mod b, H]
theorem add_mod_eq_add_mod_left (c : Nat) (H : a % d = b % d) : (c + a) % d = (c + b) % d := by
  rw [Nat.add_comm, add_mod_eq_add_mod_right c H, Nat.add_comm]
theorem sub_mod_eq_zero_of_mod_eq (h : m % k = n % k) : (m - n) % k = 0 := by
  rw [← mod_add_div m k, ← mod_add_div n k, ← h, ← Nat.sub_sub, Nat.add_sub_cancel_left, ← Nat.mul_sub, mul_mod_right]
@[simp] theorem one_mod (n : Nat) : 1 % (n + 2) = 1 := mod_eq_of_lt (by omega)
theorem one_mod_eq_one : ∀ {n : Nat}, 1 % n = 1 ↔ n ≠ 1
  | 0 => by decide
  | 1 => by decide
  | n + 2 => by rw [one_mod]; omega
@[simp] theorem mod_succ (n : Nat) : n % n.succ = n := mod_eq_of_lt (lt_succ_self n)
theorem mod_eq_iff_lt (hn : n ≠ 0) : m % n = m ↔ m < n :=
  ⟨fun h => h ▸ mod_lt m (pos_of_ne_zero hn), mod_eq_of_lt⟩
@[simp] theorem mod_two_not_eq_one : ¬n % 2 = 1 ↔ n % 2 = 0 := by omega
@[simp] theorem mod_two_not_eq_zero : ¬n % 2 = 0 ↔ n % 2 = 1 := by omega
theorem mod_two_ne_one : n % 2 ≠ 1 ↔ n % 2 = 0 := mod_two_not_eq_one
theorem mod_two_ne_zero : n % 2 ≠ 0 ↔ n % 2 = 1 := mod_two_not_eq_zero
theorem dvd_sub_mod (k : Nat) : n ∣ k - k % n := ⟨k / n, Nat.sub_eq_of_eq_add (div_add_mod k n).symm⟩

/-! ## Divisibility -/

theorem dvd_of_mul_dvd_mul_left (kpos : 0 < k) (H : k * m ∣ k * n) : m ∣ n :=
  H.elim fun c e => ⟨c, Nat.mul_left_cancel kpos (by rw [e, Nat.mul_assoc])⟩
theorem dvd_of_mul_dvd_mul_right (kpos : 0 < k) (H : m * k ∣ n * k) : m ∣ n := by
  rw [Nat.mul_comm m, Nat.mul_comm n] at H; exact dvd_of_mul_dvd_mul_left kpos H
protected theorem mul_dvd_mul_iff_left {a b c : Nat} (h : 0 < a) : a * b ∣ a * c ↔ b ∣ c :=
  ⟨dvd_of_mul_dvd_mul_left h, Nat.mul_dvd_mul_left a⟩
protected theorem mul_dvd_mul_iff_right {a b c : Nat} (h : 0 < c) : a * c ∣ b * c ↔ a ∣ b :=
  ⟨dvd_of_mul_dvd_mul_right h, fun k => Nat.mul_dvd_mul_right k c⟩
theorem not_dvd_of_pos_of_lt (h1 : 0 < n) (h2 : n < m) : ¬m ∣ n := fun h => Nat.not_le_of_lt h2 (le_of_dvd h1 h)
theorem eq_zero_of_dvd_of_lt (w : a ∣ b) (h : b < a) : b = 0 :=
  (eq_zero_or_pos b).resolve_right fun k => not_dvd_of_pos_of_lt k h w
theorem dvd_iff_div_mul_eq (n d : Nat) : d ∣ n ↔ n / d * d = n :=
  ⟨Nat.div_mul_cancel, fun h => ⟨n / d, by rw [Nat.mul_comm, h]⟩⟩
theorem div_dvd_of_dvd {n m : Nat} (h : n ∣ m) : m / n ∣ m := ⟨n, (Nat.div_mul_cancel h).symm⟩
protected theorem dvd_add_iff_right {k m : Nat} (h : k ∣ m) : k ∣ n ↔ k ∣ m + n := (Nat.dvd_add_right h).symm
protected theorem dvd_add_iff_left {k m : Nat} (h : k ∣ n) : k ∣ m ↔ k ∣ m + n := (Nat.dvd_add_left h).symm
theorem dvd_sub_iff_right {k m n : Nat} (hkn : k ≤ n) (h : m ∣ n) : m ∣ n - k ↔ m ∣ k := by
  constructor
  · intro d
    have e := Nat.dvd_sub h d
    rw [Nat.sub_sub_self hkn] at e; exact e
  · exact fun d => Nat.dvd_sub h d
theorem eq_of_dvd_of_lt_two_mul (ha : a ≠ 0) (hdvd : b ∣ a) (hlt : a < 2 * b) : a = b := by
  obtain ⟨c, rfl⟩ := hdvd
  have : c < 2 := Nat.lt_of_mul_lt_mul_left (a := b) (by rw [Nat.mul_comm b 2]; exact hlt)
  have : c ≠ 0 := Nat.ne_zero_of_mul_ne_zero_right ha
  rw [show c = 1 by omega, Nat.mul_one]
theorem eq_of_dvd_of_div_eq_one (hab : a ∣ b) (h : b / a = 1) : a = b := by
  rw [← Nat.div_mul_cancel hab, h, Nat.one_mul]
theorem eq_zero_of_dvd_of_div_eq_zero (hab : a ∣ b) (h : b / a = 0) : b = 0 := by
  rw [← Nat.div_mul_cancel hab, h, Nat.zero_mul]
theorem mul_dvd_of_dvd_div {a b c : Nat} (hcb : c ∣ b) (h : a ∣ b / c) : c * a ∣ b :=
  h.elim fun d e => ⟨d, by rw [Nat.mul_assoc, ← e, Nat.mul_div_cancel' hcb]⟩
theorem dvd_div_of_mul_dvd {a b c : Nat} (h : a * b ∣ c) : b ∣ c / a := by
  rcases eq_zero_or_pos a with k | k
  · subst k; rw [Nat.div_zero]; exact Nat.dvd_zero b
  · exact h.elim fun d e => ⟨d, Nat.div_eq_of_eq_mul_right k (by rw [e, Nat.mul_assoc])⟩
theorem div_dvd_div {m n k : Nat} (h : k ∣ m) (h' : m ∣ n) : m / k ∣ n / k :=
  dvd_div_of_mul_dvd (by rw [Nat.mul_div_cancel' h]; exact h')

end Nat

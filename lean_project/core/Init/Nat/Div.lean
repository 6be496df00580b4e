prelude
import Init.Nat.Lemmas
/-!
# Natural numbers: division with remainder, divisibility

`div_eq` and `mod_eq` are the equations by which the kernel's own division is checked.
-/

namespace Nat

instance : Dvd Nat := ⟨fun a b => ∃ c, b = a * c⟩

/-! ## Defining equations -/

private theorem div_go_fuel {y : Nat} (hy : 0 < y) : ∀ (f g x : Nat) (hf : x < f) (hg : x < g),
    Nat.div.go y hy f x hf = Nat.div.go y hy g x hg := by
  intro f
  induction f with
  | zero => exact fun g x hf => absurd hf (Nat.not_lt_zero x)
  | succ f ih =>
    intro g x hf hg
    cases g with
    | zero => exact absurd hg (Nat.not_lt_zero x)
    | succ g =>
      show dite (y ≤ x) _ _ = dite (y ≤ x) _ _
      exact congrArg (fun t => dite (y ≤ x) t fun _ => 0) (funext fun _ => congrArg (· + 1) (ih g (x - y) _ _))

theorem div_eq (x y : Nat) : x / y = if 0 < y ∧ y ≤ x then (x - y) / y + 1 else 0 := by
  show Nat.div x y = if 0 < y ∧ y ≤ x then Nat.div (x - y) y + 1 else 0
  unfold Nat.div
  cases Nat.decLt 0 y with
  | isFalse hy => rw [dif_neg hy, if_neg fun h => hy h.1]
  | isTrue hy =>
    rw [dif_pos hy, dif_pos hy]
    cases Nat.decLe y x with
    | isFalse h => rw [if_neg fun h' => h h'.2]; exact dif_neg h
    | isTrue h =>
      rw [if_pos ⟨hy, h⟩]
      exact (dif_pos h).trans (congrArg (· + 1) (div_go_fuel hy _ _ _ _ _))

private theorem modCore_go_fuel {y : Nat} (hy : 0 < y) : ∀ (f g x : Nat) (hf : x < f) (hg : x < g),
    Nat.modCore.go y hy f x hf = Nat.modCore.go y hy g x hg := by
  intro f
  induction f with
  | zero => exact fun g x hf => absurd hf (Nat.not_lt_zero x)
  | succ f ih =>
    intro g x hf hg
    cases g with
    | zero => exact absurd hg (Nat.not_lt_zero x)
    | succ g =>
      show dite (y ≤ x) _ _ = dite (y ≤ x) _ _
      exact congrArg (fun t => dite (y ≤ x) t fun _ => x) (funext fun _ => ih g (x - y) _ _)

protected theorem modCore_eq (x y : Nat) :
    Nat.modCore x y = if 0 < y ∧ y ≤ x then Nat.modCore (x - y) y else x := by
  unfold Nat.modCore
  cases Nat.decLt 0 y with
  | isFalse hy => rw [dif_neg hy, if_neg fun h => hy h.1]
  | isTrue hy =>
    rw [dif_pos hy, dif_pos hy]
    cases Nat.decLe y x with
    | isFalse h => rw [if_neg fun h' => h h'.2]; exact dif_neg h
    | isTrue h =>
      rw [if_pos ⟨hy, h⟩]
      exact (dif_pos h).trans (modCore_go_fuel hy _ _ _ _ _)

protected theorem modCore_eq_mod (n m : Nat) : Nat.modCore n m = n % m := by
  cases n with
  | zero =>
    rw [Nat.modCore_eq, if_neg fun h => Nat.not_le_of_lt h.1 h.2]
    rfl
  | succ n =>
    show Nat.modCore (n + 1) m = if m ≤ n + 1 then Nat.modCore (n + 1) m else n + 1
    cases Nat.decLe m (n + 1) with
    | isTrue h => rw [if_pos h]
    | isFalse h => rw [if_neg h, Nat.modCore_eq, if_neg fun h' => h h'.2]

theorem mod_eq (x y : Nat) : x % y = if 0 < y ∧ y ≤ x then (x - y) % y else x := by
  rw [← Nat.modCore_eq_mod, ← Nat.modCore_eq_mod, Nat.modCore_eq]

/-! ## First consequences -/

theorem div_eq_sub_div {b a : Nat} (h₁ : 0 < b) (h₂ : b ≤ a) : a / b = (a - b) / b + 1 := by
  rw [div_eq a, if_pos ⟨h₁, h₂⟩]

theorem div_eq_of_lt {a b : Nat} (h : a < b) : a / b = 0 := by
  rw [div_eq, if_neg fun h' => Nat.not_le_of_lt h h'.2]

theorem mod_eq_of_lt {a b : Nat} (h : a < b) : a % b = a := by
  rw [mod_eq, if_neg fun h' => Nat.not_le_of_lt h h'.2]

@[simp] theorem mod_zero (a : Nat) : a % 0 = a := by rw [mod_eq, if_neg fun h => Nat.lt_irrefl 0 h.1]
@[simp] protected theorem div_zero (n : Nat) : n / 0 = 0 := by rw [div_eq, if_neg fun h => Nat.lt_irrefl 0 h.1]
@[simp] theorem zero_mod (b : Nat) : 0 % b = 0 := rfl
@[simp] protected theorem zero_div (b : Nat) : 0 / b = 0 := by
  rw [div_eq, if_neg fun h => Nat.not_le_of_lt h.1 h.2]

theorem mod_eq_sub_mod {a b : Nat} (h : a ≥ b) : a % b = (a - b) % b := by
  cases b with
  | zero => rw [Nat.sub_zero]
  | succ b => rw [mod_eq a, if_pos ⟨succ_pos b, h⟩]

/-- Induction along division: every step takes the divisor away once. -/
private theorem sub_induction {y : Nat} (hy : 0 < y) {motive : Nat → Prop} (base : ∀ x, x < y → motive x)
    (step : ∀ x, motive x → motive (x + y)) (x : Nat) : motive x := by
  have all : ∀ k x, x < k → motive x := by
    intro k
    induction k with
    | zero => exact fun x h => absurd h (Nat.not_lt_zero x)
    | succ k ih =>
      intro x hx
      cases Nat.lt_or_ge x y with
      | inl h => exact base x h
      | inr h =>
        have smaller : x - y < k := Nat.lt_of_lt_of_le (Nat.div_rec_lemma ⟨hy, h⟩) (le_of_lt_succ hx)
        have h' := step (x - y) (ih (x - y) smaller)
        rw [Nat.sub_add_cancel h] at h'
        exact h'
  exact all (x + 1) x (Nat.lt_succ_self x)

@[simp] theorem add_mod_right (x z : Nat) : (x + z) % z = x % z := by
  rw [mod_eq_sub_mod (le_add_left z x), Nat.add_sub_cancel]
@[simp] theorem add_mod_left (x z : Nat) : (x + z) % x = z % x := by rw [Nat.add_comm, add_mod_right]
@[simp] theorem add_div_right (x : Nat) {z : Nat} (h : 0 < z) : (x + z) / z = x / z + 1 := by
  rw [div_eq_sub_div h (le_add_left z x), Nat.add_sub_cancel]
@[simp] theorem add_div_left (x : Nat) {z : Nat} (h : 0 < z) : (z + x) / z = x / z + 1 := by
  rw [Nat.add_comm, add_div_right x h]
@[simp] theorem mod_self (n : Nat) : n % n = 0 := by rw [mod_eq_sub_mod (Nat.le_refl n), Nat.sub_self, zero_mod]
@[simp] theorem mod_one (x : Nat) : x % 1 = 0 := eq_zero_of_le_zero (le_of_lt_succ (mod_lt x (zero_lt_succ 0)))

theorem div_add_mod (m n : Nat) : n * (m / n) + m % n = m := by
  cases n with
  | zero => rw [Nat.zero_mul, Nat.zero_add, mod_zero]
  | succ n =>
    induction m using sub_induction (succ_pos n) with
    | base x h => rw [div_eq_of_lt h, mod_eq_of_lt h, Nat.mul_zero, Nat.zero_add]
    | step x ih => rw [add_div_right x (succ_pos n), add_mod_right, Nat.mul_add, Nat.mul_one, Nat.add_right_comm, ih]

theorem mod_add_div (m k : Nat) : m % k + k * (m / k) = m := by rw [Nat.add_comm, div_add_mod]
private theorem div_mul_add_mod (a b : Nat) : a / b * b + a % b = a := by rw [Nat.mul_comm, div_add_mod]
theorem mod_def (m k : Nat) : m % k = m - k * (m / k) := (Nat.sub_eq_of_eq_add (mod_add_div m k).symm).symm

theorem mod_le (x y : Nat) : x % y ≤ x := le.intro (mod_add_div x y)
@[simp] theorem mod_mod (a n : Nat) : a % n % n = a % n := by
  cases n with
  | zero => rw [mod_zero]
  | succ n => exact mod_eq_of_lt (mod_lt a (succ_pos n))

@[simp] protected theorem div_one (n : Nat) : n / 1 = n := by
  have h := div_add_mod n 1
  rw [mod_one, Nat.one_mul] at h
  exact h

protected theorem div_self {n : Nat} (h : 0 < n) : n / n = 1 := by
  rw [div_eq_sub_div h (Nat.le_refl n), Nat.sub_self, Nat.zero_div]

theorem mul_div_le (m n : Nat) : n * (m / n) ≤ m := le.intro (div_add_mod m n)
theorem div_mul_le_self (m n : Nat) : m / n * n ≤ m := Nat.mul_comm n (m / n) ▸ mul_div_le m n

theorem div_le_self (n k : Nat) : n / k ≤ n := by
  cases k with
  | zero => rw [Nat.div_zero]; exact zero_le n
  | succ k =>
    exact Nat.le_trans (Nat.le_trans (Nat.le_of_eq (Nat.mul_one _).symm) (Nat.mul_le_mul_left _ (succ_pos k)))
      (div_mul_le_self n (k + 1))

theorem div_lt_self {n k : Nat} (hn : 0 < n) (hk : 1 < k) : n / k < n := by
  cases Nat.decLe k n with
  | isFalse h => rw [div_eq_of_lt (Nat.gt_of_not_le h)]; exact hn
  | isTrue h =>
    rw [div_eq_sub_div (Nat.lt_of_lt_of_le (zero_lt_succ 0) (Nat.le_of_lt hk)) h]
    exact Nat.lt_of_lt_of_le (Nat.add_lt_add_of_le_of_lt (div_le_self (n - k) k) hk)
      (Nat.le_of_eq (Nat.sub_add_cancel h))

theorem le_div_iff_mul_le {k x y : Nat} (hk : 0 < k) : x ≤ y / k ↔ x * k ≤ y := by
  constructor
  · intro h
    exact Nat.le_trans (Nat.mul_le_mul_right k h) (div_mul_le_self y k)
  · intro h
    apply Nat.le_of_not_lt
    intro h'
    apply Nat.not_le_of_lt (mod_lt y hk)
    have h'' : (y / k + 1) * k ≤ y := Nat.le_trans (Nat.mul_le_mul_right k h') h
    rw [add_one_mul] at h''
    apply Nat.le_of_add_le_add_left (a := y / k * k)
    rw [div_mul_add_mod]
    exact h''

theorem div_lt_iff_lt_mul {k x y : Nat} (hk : 0 < k) : x / k < y ↔ x < y * k := by
  rw [← Nat.not_le, ← Nat.not_le]
  exact not_congr (le_div_iff_mul_le hk)

@[simp] theorem add_mul_div_left (x z : Nat) {y : Nat} (h : 0 < y) : (x + y * z) / y = x / y + z := by
  induction z with
  | zero => rfl
  | succ z ih => rw [mul_add_one, ← Nat.add_assoc, add_div_right _ h, ih, Nat.add_assoc]

@[simp] theorem add_mul_div_right (x y : Nat) {z : Nat} (h : 0 < z) : (x + y * z) / z = x / z + y := by
  rw [Nat.mul_comm, add_mul_div_left x y h]

@[simp] theorem add_mul_mod_self_left (x y z : Nat) : (x + y * z) % y = x % y := by
  induction z with
  | zero => rfl
  | succ z ih => rw [mul_add_one, ← Nat.add_assoc, add_mod_right, ih]

@[simp] theorem add_mul_mod_self_right (x y z : Nat) : (x + y * z) % z = x % z := by
  rw [Nat.mul_comm, add_mul_mod_self_left]

@[simp] theorem mul_mod_right (m n : Nat) : m * n % m = 0 := by
  have h := add_mul_mod_self_left 0 m n
  rw [Nat.zero_add, zero_mod] at h
  exact h
@[simp] theorem mul_mod_left (m n : Nat) : m * n % n = 0 := by rw [Nat.mul_comm, mul_mod_right]

protected theorem mul_div_cancel (m : Nat) {n : Nat} (h : 0 < n) : m * n / n = m := by
  have h' := add_mul_div_right 0 m h
  rw [Nat.zero_add, Nat.zero_div, Nat.zero_add] at h'
  exact h'
protected theorem mul_div_cancel_left (m : Nat) {n : Nat} (h : 0 < n) : n * m / n = m := by
  rw [Nat.mul_comm, Nat.mul_div_cancel m h]

theorem add_mod (a b n : Nat) : (a + b) % n = (a % n + b % n) % n := by
  have h : a + b = a % n + b % n + n * (a / n + b / n) := by
    rw [Nat.mul_add, Nat.add_add_add_comm, mod_add_div, mod_add_div]
  rw [h, add_mul_mod_self_left]

theorem mul_mod (a b n : Nat) : a * b % n = a % n * (b % n) % n := by
  have h : a * b = a % n * (b % n) + n * (a % n * (b / n) + a / n * b) := by
    have e : a * b = (a % n + n * (a / n)) * b := by rw [mod_add_div]
    have f : a % n * b = a % n * (b % n + n * (b / n)) := by rw [mod_add_div]
    rw [e, Nat.add_mul, f, Nat.mul_add, Nat.mul_add n, Nat.add_assoc, Nat.mul_left_comm n, Nat.mul_assoc n]
  rw [h, add_mul_mod_self_left]

private theorem mod_two_lt (n : Nat) : n % 2 < 2 := mod_lt n (zero_lt_succ 1)

theorem mod_two_eq_zero_or_one (n : Nat) : n % 2 = 0 ∨ n % 2 = 1 := by
  have h := mod_two_lt n
  cases e : n % 2 with
  | zero => exact Or.inl rfl
  | succ k =>
    cases k with
    | zero => exact Or.inr rfl
    | succ k =>
      rw [e] at h
      exact absurd (le_of_succ_le_succ (le_of_succ_le_succ h)) (not_succ_le_zero k)

/-! ## Divisibility -/

protected theorem dvd_def (a b : Nat) : (a ∣ b) = ∃ c, b = a * c := rfl
protected theorem dvd_refl (a : Nat) : a ∣ a := ⟨1, (Nat.mul_one a).symm⟩
protected theorem dvd_zero (a : Nat) : a ∣ 0 := ⟨0, rfl⟩
protected theorem one_dvd (n : Nat) : 1 ∣ n := ⟨n, (Nat.one_mul n).symm⟩
protected theorem dvd_mul_right (a b : Nat) : a ∣ a * b := ⟨b, rfl⟩
protected theorem dvd_mul_left (a b : Nat) : a ∣ b * a := ⟨b, Nat.mul_comm b a⟩
attribute [simp] Nat.dvd_refl Nat.dvd_zero Nat.one_dvd Nat.dvd_mul_right Nat.dvd_mul_left

protected theorem dvd_trans {a b c : Nat} (h₁ : a ∣ b) (h₂ : b ∣ c) : a ∣ c :=
  h₁.elim fun x hx => h₂.elim fun y hy => ⟨x * y, by rw [hy, hx, Nat.mul_assoc]⟩

protected theorem dvd_mul_right_of_dvd {a b : Nat} (h : a ∣ b) (c : Nat) : a ∣ b * c :=
  Nat.dvd_trans h (Nat.dvd_mul_right b c)
protected theorem dvd_mul_left_of_dvd {a b : Nat} (h : a ∣ b) (c : Nat) : a ∣ c * b :=
  Nat.dvd_trans h (Nat.dvd_mul_left b c)

protected theorem dvd_add {k m n : Nat} (h₁ : k ∣ m) (h₂ : k ∣ n) : k ∣ m + n :=
  h₁.elim fun x hx => h₂.elim fun y hy => ⟨x + y, by rw [hx, hy, Nat.mul_add]⟩

protected theorem dvd_sub {k m n : Nat} (h₁ : k ∣ m) (h₂ : k ∣ n) : k ∣ m - n :=
  h₁.elim fun x hx => h₂.elim fun y hy => ⟨x - y, by rw [hx, hy, Nat.mul_sub]⟩

protected theorem dvd_add_right {m k : Nat} (h : k ∣ m) {n : Nat} : k ∣ m + n ↔ k ∣ n := by
  constructor
  · intro h'
    have h'' := Nat.dvd_sub h' h
    rw [Nat.add_sub_cancel_left] at h''
    exact h''
  · exact Nat.dvd_add h

protected theorem dvd_add_left {m k : Nat} (h : k ∣ m) {n : Nat} : k ∣ n + m ↔ k ∣ n := by
  rw [Nat.add_comm]
  exact Nat.dvd_add_right h

protected theorem eq_zero_of_zero_dvd {a : Nat} (h : 0 ∣ a) : a = 0 := h.elim fun c hc => hc.trans (Nat.zero_mul c)
@[simp] protected theorem zero_dvd {n : Nat} : 0 ∣ n ↔ n = 0 :=
  ⟨Nat.eq_zero_of_zero_dvd, fun h => by rw [h]; exact Nat.dvd_refl 0⟩

theorem le_of_dvd {m n : Nat} (hn : 0 < n) (h : m ∣ n) : m ≤ n :=
  h.elim fun c hc => by
    cases c with
    | zero => exact absurd hc (Nat.ne_of_gt hn)
    | succ c => rw [hc, mul_add_one]; exact le_add_left m (m * c)

protected theorem dvd_antisymm {m n : Nat} (h₁ : m ∣ n) (h₂ : n ∣ m) : m = n := by
  cases n with
  | zero => exact Nat.eq_zero_of_zero_dvd h₂
  | succ n =>
    cases m with
    | zero => exact (Nat.eq_zero_of_zero_dvd h₁).symm
    | succ m => exact Nat.le_antisymm (le_of_dvd (succ_pos n) h₁) (le_of_dvd (succ_pos m) h₂)

theorem pos_of_dvd_of_pos {m n : Nat} (h : m ∣ n) (hn : 0 < n) : 0 < m :=
  Nat.pos_of_ne_zero fun e => Nat.ne_of_gt hn (Nat.eq_zero_of_zero_dvd (e ▸ h))

theorem eq_one_of_dvd_one {n : Nat} (h : n ∣ 1) : n = 1 := Nat.dvd_antisymm h (Nat.one_dvd n)
@[simp] theorem dvd_one {n : Nat} : n ∣ 1 ↔ n = 1 := ⟨eq_one_of_dvd_one, fun h => h ▸ Nat.dvd_refl 1⟩

theorem mod_eq_zero_of_dvd {m n : Nat} (h : m ∣ n) : n % m = 0 := h.elim fun c hc => by rw [hc, mul_mod_right]

theorem dvd_of_mod_eq_zero {m n : Nat} (h : n % m = 0) : m ∣ n :=
  ⟨n / m, by
    have h' := div_add_mod n m
    rw [h, Nat.add_zero] at h'
    exact h'.symm⟩

theorem dvd_iff_mod_eq_zero {m n : Nat} : m ∣ n ↔ n % m = 0 := ⟨mod_eq_zero_of_dvd, dvd_of_mod_eq_zero⟩

instance decidable_dvd : @DecidableRel Nat Nat (· ∣ ·) := fun m n =>
  match Nat.decEq (n % m) 0 with
  | isTrue h => isTrue (dvd_of_mod_eq_zero h)
  | isFalse h => isFalse fun h' => h (mod_eq_zero_of_dvd h')

theorem dvd_mod_iff {k m n : Nat} (h : k ∣ n) : k ∣ m % n ↔ k ∣ m := by
  have h' := Nat.dvd_add_left (n := m % n) (Nat.dvd_mul_right_of_dvd h (m / n))
  rw [mod_add_div] at h'
  exact h'.symm

protected theorem mul_div_cancel' {n m : Nat} (h : n ∣ m) : n * (m / n) = m := by
  have h' := div_add_mod m n
  rw [mod_eq_zero_of_dvd h, Nat.add_zero] at h'
  exact h'
protected theorem div_mul_cancel {n m : Nat} (h : n ∣ m) : m / n * n = m := by rw [Nat.mul_comm, Nat.mul_div_cancel' h]

protected theorem mul_dvd_mul {a b c d : Nat} (h₁ : a ∣ b) (h₂ : c ∣ d) : a * c ∣ b * d :=
  h₁.elim fun x hx => h₂.elim fun y hy => ⟨x * y, by rw [hx, hy, Nat.mul_mul_mul_comm]⟩
protected theorem mul_dvd_mul_left {b c : Nat} (a : Nat) (h : b ∣ c) : a * b ∣ a * c := Nat.mul_dvd_mul (Nat.dvd_refl a) h
protected theorem mul_dvd_mul_right {a b : Nat} (h : a ∣ b) (c : Nat) : a * c ∣ b * c :=
  Nat.mul_dvd_mul h (Nat.dvd_refl c)

end Nat

prelude
import Init.Nat.Div
/-!
# Greatest common divisors

The kernel computes `Nat.gcd` with big integers; `gcd_zero_left` and `gcd_rec` are the equations that determine it.
-/

namespace Nat

/-- Euclid's algorithm; a fuel not below the first number is enough. -/
private def gcdFuel : Nat → Nat → Nat → Nat
  | 0, _, n => n
  | fuel + 1, m, n => if m = 0 then n else gcdFuel fuel (n % m) m

private theorem gcdFuel_enough : ∀ (f g m n : Nat), m ≤ f → m ≤ g → gcdFuel f m n = gcdFuel g m n := by
  intro f
  induction f with
  | zero =>
    intro g m n hf _
    cases eq_zero_of_le_zero hf
    cases g with
    | zero => rfl
    | succ g => exact (if_pos rfl).symm
  | succ f ih =>
    intro g m n hf hg
    cases Nat.decEq m 0 with
    | isTrue h =>
      cases h
      cases g with
      | zero => exact if_pos rfl
      | succ g => exact (if_pos rfl).trans (if_pos rfl).symm
    | isFalse h =>
      cases g with
      | zero => exact absurd (eq_zero_of_le_zero hg) h
      | succ g =>
        have hlt : n % m < m := mod_lt n (Nat.pos_of_ne_zero h)
        exact (if_neg h).trans ((ih g (n % m) m (le_of_lt_succ (Nat.lt_of_lt_of_le hlt hf))
          (le_of_lt_succ (Nat.lt_of_lt_of_le hlt hg))).trans (if_neg h).symm)

/-- The greatest common divisor. -/
@[extern "lean_nat_gcd"]
def gcd (m n : @& Nat) : Nat := gcdFuel m m n

/-! ## Defining equations -/

@[simp] theorem gcd_zero_left (y : Nat) : gcd 0 y = y := rfl

theorem gcd_rec (m n : Nat) : gcd m n = gcd (n % m) m := by
  cases m with
  | zero =>
    rw [mod_zero, gcd_zero_left]
    cases n with
    | zero => rfl
    | succ n =>
      have h : gcdFuel (n + 1) (n + 1) 0 = gcdFuel n (0 % (n + 1)) (n + 1) := if_neg (succ_ne_zero n)
      rw [zero_mod] at h
      exact ((gcdFuel_enough n 0 0 (n + 1) (zero_le n) (zero_le 0)).symm.trans h.symm)
  | succ m =>
    have h : gcdFuel (m + 1) (m + 1) n = gcdFuel m (n % (m + 1)) (m + 1) := if_neg (succ_ne_zero m)
    exact h.trans (gcdFuel_enough _ _ _ _ (le_of_lt_succ (mod_lt n (succ_pos m))) (Nat.le_refl _))

theorem gcd_succ (x y : Nat) : gcd (succ x) y = gcd (y % succ x) (succ x) := gcd_rec (succ x) y
theorem gcd_add_one (x y : Nat) : gcd (x + 1) y = gcd (y % (x + 1)) (x + 1) := gcd_rec (x + 1) y

/-! ## Theory -/

@[simp] theorem gcd_zero_right (n : Nat) : gcd n 0 = n := by rw [gcd_rec, zero_mod, gcd_zero_left]
@[simp] theorem gcd_one_left (n : Nat) : gcd 1 n = 1 := by rw [gcd_rec, mod_one, gcd_zero_left]
@[simp] theorem gcd_self (n : Nat) : gcd n n = n := by rw [gcd_rec, mod_self, gcd_zero_left]

/-- Induction along Euclid's algorithm. -/
theorem gcd.induction {P : Nat → Nat → Prop} (m n : Nat) (H0 : ∀ n, P 0 n)
    (H1 : ∀ m n, 0 < m → P (n % m) m → P m n) : P m n := by
  have all : ∀ k m n, m < k → P m n := by
    intro k
    induction k with
    | zero => exact fun m n h => absurd h (Nat.not_lt_zero m)
    | succ k ih =>
      intro m n hm
      cases eq_zero_or_pos m with
      | inl h => rw [h]; exact H0 n
      | inr h => exact H1 m n h (ih (n % m) m (Nat.lt_of_lt_of_le (mod_lt n h) (le_of_lt_succ hm)))
  exact all (m + 1) m n (Nat.lt_succ_self m)

theorem gcd_dvd (m n : Nat) : gcd m n ∣ m ∧ gcd m n ∣ n := by
  induction m, n using gcd.induction with
  | H0 n => rw [gcd_zero_left]; exact ⟨Nat.dvd_zero n, Nat.dvd_refl n⟩
  | H1 m n _ ih =>
    rw [← gcd_rec] at ih
    exact ⟨ih.2, (dvd_mod_iff ih.2).mp ih.1⟩

theorem gcd_dvd_left (m n : Nat) : gcd m n ∣ m := (gcd_dvd m n).1
theorem gcd_dvd_right (m n : Nat) : gcd m n ∣ n := (gcd_dvd m n).2

theorem dvd_gcd {k m n : Nat} (hm : k ∣ m) (hn : k ∣ n) : k ∣ gcd m n := by
  induction m, n using gcd.induction with
  | H0 n => rw [gcd_zero_left]; exact hn
  | H1 m n _ ih => rw [gcd_rec]; exact ih ((dvd_mod_iff hm).mpr hn) hm

theorem dvd_gcd_iff {k m n : Nat} : k ∣ gcd m n ↔ k ∣ m ∧ k ∣ n :=
  ⟨fun h => ⟨Nat.dvd_trans h (gcd_dvd_left m n), Nat.dvd_trans h (gcd_dvd_right m n)⟩, fun h => dvd_gcd h.1 h.2⟩

theorem gcd_comm (m n : Nat) : gcd m n = gcd n m :=
  Nat.dvd_antisymm (dvd_gcd (gcd_dvd_right m n) (gcd_dvd_left m n)) (dvd_gcd (gcd_dvd_right n m) (gcd_dvd_left n m))

theorem gcd_assoc (m n k : Nat) : gcd (gcd m n) k = gcd m (gcd n k) := by
  apply Nat.dvd_antisymm
  · apply dvd_gcd
    · exact Nat.dvd_trans (gcd_dvd_left _ _) (gcd_dvd_left _ _)
    · exact dvd_gcd (Nat.dvd_trans (gcd_dvd_left _ _) (gcd_dvd_right _ _)) (gcd_dvd_right _ _)
  · apply dvd_gcd
    · exact dvd_gcd (gcd_dvd_left _ _) (Nat.dvd_trans (gcd_dvd_right _ _) (gcd_dvd_left _ _))
    · exact Nat.dvd_trans (gcd_dvd_right _ _) (gcd_dvd_right _ _)

@[simp] theorem gcd_one_right (n : Nat) : gcd n 1 = 1 := (gcd_comm n 1).trans (gcd_one_left n)
theorem gcd_eq_left {m n : Nat} (h : m ∣ n) : gcd m n = m :=
  Nat.dvd_antisymm (gcd_dvd_left m n) (dvd_gcd (Nat.dvd_refl m) h)
theorem gcd_eq_right {m n : Nat} (h : n ∣ m) : gcd m n = n := (gcd_comm m n).trans (gcd_eq_left h)
theorem gcd_le_left {m : Nat} (n : Nat) (h : 0 < m) : gcd m n ≤ m := le_of_dvd h (gcd_dvd_left m n)
theorem gcd_le_right {m : Nat} (n : Nat) (h : 0 < n) : gcd m n ≤ n := le_of_dvd h (gcd_dvd_right m n)
theorem gcd_pos_of_pos_left {m : Nat} (n : Nat) (h : 0 < m) : 0 < gcd m n := pos_of_dvd_of_pos (gcd_dvd_left m n) h
theorem gcd_pos_of_pos_right (m : Nat) {n : Nat} (h : 0 < n) : 0 < gcd m n := pos_of_dvd_of_pos (gcd_dvd_right m n) h

end Nat

prelude
import Init.SimpLemmas
/-!
# Natural numbers: the first lemmas

The defining equations and the lemmas that tactics use by name.  The theory is in the other
modules of this folder.
-/

namespace Nat

-- `induction` and `cases` show `0` and `n + 1`, not the constructors.
@[elab_as_elim, induction_eliminator] protected def recAux {motive : Nat → Sort u} (zero : motive 0)
    (succ : ∀ n, motive n → motive (n + 1)) : (t : Nat) → motive t
  | 0 => zero
  | n + 1 => succ n (Nat.recAux zero succ n)
@[elab_as_elim, cases_eliminator] protected abbrev casesAuxOn {motive : Nat → Sort u} (t : Nat) (zero : motive 0)
    (succ : ∀ n, motive (n + 1)) : motive t := Nat.casesOn t zero succ

/-! ## Equations -/

@[simp] theorem zero_eq : Nat.zero = 0 := rfl
@[simp] theorem succ_eq_add_one (n : Nat) : succ n = n + 1 := rfl
theorem add_one (n : Nat) : n + 1 = succ n := rfl
@[simp] protected theorem add_zero (n : Nat) : n + 0 = n := rfl
theorem add_succ (n m : Nat) : n + succ m = succ (n + m) := rfl
@[simp] protected theorem zero_add : ∀ n : Nat, 0 + n = n
  | 0 => rfl
  | n + 1 => congrArg succ (Nat.zero_add n)
theorem succ_add : ∀ n m : Nat, succ n + m = succ (n + m)
  | _, 0 => rfl
  | n, m + 1 => congrArg succ (succ_add n m)
@[simp] protected theorem mul_zero (n : Nat) : n * 0 = 0 := rfl
theorem mul_succ (n m : Nat) : n * succ m = n * m + n := rfl
theorem mul_add_one (n m : Nat) : n * (m + 1) = n * m + n := rfl
@[simp] protected theorem zero_mul : ∀ n : Nat, 0 * n = 0
  | 0 => rfl
  | n + 1 => Nat.zero_mul n
@[simp] protected theorem pow_zero (b : Nat) : b ^ 0 = 1 := rfl
theorem pow_succ {b n : Nat} : b ^ (n + 1) = b ^ n * b := rfl
@[simp] protected theorem sub_zero (n : Nat) : n - 0 = n := rfl
theorem sub_succ (n m : Nat) : n - succ m = pred (n - m) := rfl
@[simp] theorem pred_zero : pred 0 = 0 := rfl
@[simp] theorem pred_succ (n : Nat) : pred (succ n) = n := rfl
theorem pred_eq_sub_one {n : Nat} : pred n = n - 1 := rfl
@[simp] theorem add_one_sub_one (n : Nat) : n + 1 - 1 = n := rfl

/-! ## Successors -/

theorem add_one_ne_zero (n : Nat) : n + 1 ≠ 0 := fun h => Nat.noConfusion h
theorem succ_ne_zero (n : Nat) : succ n ≠ 0 := add_one_ne_zero n
theorem zero_ne_add_one (n : Nat) : 0 ≠ n + 1 := fun h => Nat.noConfusion h
theorem zero_ne_one : 0 ≠ (1 : Nat) := zero_ne_add_one 0
theorem one_ne_zero : 1 ≠ (0 : Nat) := add_one_ne_zero 0
theorem eq_zero_or_eq_succ_pred : ∀ n : Nat, n = 0 ∨ n = succ (pred n)
  | 0 => .inl rfl
  | _ + 1 => .inr rfl

end Nat


namespace Nat
variable {n m k : Nat}

attribute [refl] Nat.le_refl
attribute [simp] Nat.le_refl Nat.zero_le Nat.not_lt_zero Nat.lt_irrefl Nat.zero_lt_succ

theorem succ_inj : succ n = succ m ↔ n = m := ⟨succ.inj, congrArg succ⟩
theorem add_one_inj : n + 1 = m + 1 ↔ n = m := succ_inj

/-! ## Order -/

theorem le_of_eq (h : n = m) : n ≤ m := h ▸ Nat.le_refl n
protected theorem le_of_lt (h : n < m) : n ≤ m := Nat.le_trans (le_succ n) h
protected theorem le_of_not_lt (h : ¬n < m) : m ≤ n := (Nat.lt_or_ge n m).resolve_left h
protected theorem not_le_of_lt (h : n < m) : ¬m ≤ n := fun k => Nat.lt_irrefl n (Nat.le_trans h k)
protected theorem not_lt_of_le (h : n ≤ m) : ¬m < n := fun k => Nat.not_le_of_lt k h
protected theorem not_le {n m : Nat} : ¬n ≤ m ↔ m < n := ⟨Nat.lt_of_not_le, Nat.not_le_of_lt⟩
protected theorem not_lt {n m : Nat} : ¬n < m ↔ m ≤ n := ⟨Nat.le_of_not_lt, Nat.not_lt_of_le⟩
protected theorem lt_iff_le_not_le : m < n ↔ m ≤ n ∧ ¬n ≤ m :=
  ⟨fun h => ⟨Nat.le_of_lt h, Nat.not_le_of_lt h⟩, fun h => Nat.lt_of_not_le h.2⟩
protected theorem le_total (m n : Nat) : m ≤ n ∨ n ≤ m := (Nat.lt_or_ge m n).imp_left Nat.le_of_lt
protected theorem lt_trichotomy (a b : Nat) : a < b ∨ a = b ∨ b < a :=
  (Nat.lt_or_ge a b).imp_right fun h => (Nat.eq_or_lt_of_le h).imp_left Eq.symm
protected theorem ne_of_lt (h : n < m) : n ≠ m := fun e => Nat.lt_irrefl m (e ▸ h)
protected theorem ne_of_gt (h : m < n) : n ≠ m := fun e => Nat.lt_irrefl m (e ▸ h)
protected theorem lt_of_le_and_ne : n ≤ m → n ≠ m → n < m := Nat.lt_of_le_of_ne
theorem eq_zero_of_le_zero (h : n ≤ 0) : n = 0 := Nat.le_antisymm h (zero_le n)
@[simp] theorem le_zero_eq (a : Nat) : (a ≤ 0) = (a = 0) := propext ⟨eq_zero_of_le_zero, le_of_eq⟩
protected theorem le_zero : n ≤ 0 ↔ n = 0 := ⟨eq_zero_of_le_zero, le_of_eq⟩
theorem lt_succ : m < succ n ↔ m ≤ n := ⟨le_of_lt_succ, lt_succ_of_le⟩
theorem lt_add_one_iff : m < n + 1 ↔ m ≤ n := lt_succ
theorem succ_le : succ n ≤ m ↔ n < m := Iff.rfl
theorem add_one_le_iff : n + 1 ≤ m ↔ n < m := Iff.rfl
theorem succ_le_of_lt (h : n < m) : succ n ≤ m := h
theorem lt_of_succ_le (h : succ n ≤ m) : n < m := h
theorem succ_lt_succ (h : n < m) : succ n < succ m := succ_le_succ h
theorem lt_of_succ_lt_succ : succ n < succ m → n < m := le_of_succ_le_succ
theorem pos_of_ne_zero (h : n ≠ 0) : 0 < n := Nat.lt_of_le_of_ne (zero_le n) fun e => h e.symm
theorem eq_zero_or_pos : ∀ n : Nat, n = 0 ∨ n > 0
  | 0 => .inl rfl
  | _ + 1 => .inr (zero_lt_succ _)
protected theorem pos_iff_ne_zero : 0 < n ↔ n ≠ 0 := ⟨fun h e => Nat.lt_irrefl 0 (e ▸ h), pos_of_ne_zero⟩
theorem zero_lt_of_ne_zero (h : n ≠ 0) : 0 < n := pos_of_ne_zero h
theorem zero_lt_of_lt (h : n < m) : 0 < m := Nat.lt_of_le_of_lt (zero_le n) h
theorem ne_zero_of_lt (h : n < m) : m ≠ 0 := Nat.ne_of_gt (zero_lt_of_lt h)

instance : Trans (· < · : Nat → Nat → Prop) (· < · : Nat → Nat → Prop) (· < · : Nat → Nat → Prop) := ⟨Nat.lt_trans⟩
instance : Trans (· ≤ · : Nat → Nat → Prop) (· ≤ · : Nat → Nat → Prop) (· ≤ · : Nat → Nat → Prop) := ⟨Nat.le_trans⟩
instance : Trans (· < · : Nat → Nat → Prop) (· ≤ · : Nat → Nat → Prop) (· < · : Nat → Nat → Prop) :=
  ⟨Nat.lt_of_lt_of_le⟩
instance : Trans (· ≤ · : Nat → Nat → Prop) (· < · : Nat → Nat → Prop) (· < · : Nat → Nat → Prop) :=
  ⟨Nat.lt_of_le_of_lt⟩

end Nat

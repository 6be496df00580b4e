prelude
import Init.Decide
import Init.Ext
import Init.Nat.Div
/-!
# Numbers below a bound

Literals, the coercion to `Nat`, and arithmetic modulo the bound.
-/

universe u

class NeZero {R : Type u} [Zero R] (n : R) : Prop where
  out : n ≠ 0

theorem NeZero.ne {R : Type u} [Zero R] (n : R) [h : NeZero n] : n ≠ 0 := h.out

instance Nat.instNeZeroSucc {n : Nat} : NeZero (n + 1) := ⟨Nat.succ_ne_zero n⟩

theorem Nat.pos_of_neZero (n : Nat) [NeZero n] : 0 < n := Nat.pos_of_ne_zero (NeZero.ne n)

namespace Fin

instance coeToNat : CoeOut (Fin n) Nat := ⟨fun v => v.val⟩

def elim0 {α : Sort u} : Fin 0 → α
  | ⟨_, h⟩ => absurd h (Nat.not_lt_zero _)

def succ : Fin n → Fin (n + 1)
  | ⟨i, h⟩ => ⟨i + 1, Nat.succ_lt_succ h⟩

protected def ofNat (n : Nat) [NeZero n] (a : Nat) : Fin n := ⟨a % n, Nat.mod_lt _ (Nat.pos_of_neZero n)⟩

protected def toNat (i : Fin n) : Nat := i.val

private theorem below {n a : Nat} (i : Fin n) : a % n < n := Nat.mod_lt _ (Nat.lt_of_le_of_lt (Nat.zero_le _) i.isLt)

protected def add : Fin n → Fin n → Fin n := fun a b => ⟨(a.val + b.val) % n, below a⟩
protected def mul : Fin n → Fin n → Fin n := fun a b => ⟨(a.val * b.val) % n, below a⟩
protected def sub : Fin n → Fin n → Fin n := fun a b => ⟨((n - b.val) + a.val) % n, below a⟩
protected def mod : Fin n → Fin n → Fin n := fun a b =>
  ⟨a.val % b.val, Nat.lt_of_le_of_lt (Nat.mod_le _ _) a.isLt⟩
protected def div : Fin n → Fin n → Fin n := fun a b =>
  ⟨a.val / b.val, Nat.lt_of_le_of_lt (Nat.div_le_self _ _) a.isLt⟩

instance : Add (Fin n) := ⟨Fin.add⟩
instance : Sub (Fin n) := ⟨Fin.sub⟩
instance : Mul (Fin n) := ⟨Fin.mul⟩
instance : Mod (Fin n) := ⟨Fin.mod⟩
instance : Div (Fin n) := ⟨Fin.div⟩

instance instOfNat {n : Nat} [NeZero n] {i : Nat} : OfNat (Fin n) i := ⟨Fin.ofNat n i⟩
instance instInhabited {n : Nat} [NeZero n] : Inhabited (Fin n) := ⟨0⟩

@[inline] def last (n : Nat) : Fin (n + 1) := ⟨n, n.lt_succ_self⟩
@[inline] def castSucc (i : Fin n) : Fin (n + 1) := ⟨i.val, Nat.lt_trans i.isLt n.lt_succ_self⟩

theorem val_inj {a b : Fin n} : a.val = b.val ↔ a = b := Fin.ext_iff.symm
@[simp] protected theorem eta (a : Fin n) (h : a.val < n) : (⟨a, h⟩ : Fin n) = a := rfl
@[simp] theorem is_lt (a : Fin n) : (a : Nat) < n := a.isLt
theorem val_ne_of_ne {i j : Fin n} (h : i ≠ j) : i.val ≠ j.val := fun e => h (Fin.ext e)
theorem pos (i : Fin n) : 0 < n := Nat.lt_of_le_of_lt (Nat.zero_le _) i.isLt
theorem add_def (a b : Fin n) : a + b = ⟨(a.val + b.val) % n, Nat.mod_lt _ a.pos⟩ := rfl
theorem mul_def (a b : Fin n) : a * b = ⟨(a.val * b.val) % n, Nat.mod_lt _ a.pos⟩ := rfl
theorem val_add (a b : Fin n) : (a + b).val = (a.val + b.val) % n := rfl
theorem val_mul (a b : Fin n) : (a * b).val = (a.val * b.val) % n := rfl
theorem le_def {a b : Fin n} : a ≤ b ↔ a.val ≤ b.val := Iff.rfl
theorem lt_def {a b : Fin n} : a < b ↔ a.val < b.val := Iff.rfl
@[simp] theorem val_succ (j : Fin n) : (j.succ : Nat) = j + 1 := rfl
@[simp] theorem val_last (n : Nat) : (last n).val = n := rfl
@[simp] theorem val_castSucc (i : Fin n) : (castSucc i).val = i.val := rfl
theorem le_last (i : Fin (n + 1)) : i ≤ last n := Nat.le_of_lt_succ i.isLt
@[simp] theorem val_zero (n : Nat) [NeZero n] : ((0 : Fin n) : Nat) = 0 := Nat.zero_mod n
@[simp] theorem val_ofNat (n : Nat) [NeZero n] (a : Nat) : (Fin.ofNat n a).val = a % n := rfl
protected theorem add_comm (a b : Fin n) : a + b = b + a := Fin.ext (congrArg (· % n) (Nat.add_comm ..))
protected theorem mul_comm (a b : Fin n) : a * b = b * a := Fin.ext (congrArg (· % n) (Nat.mul_comm ..))
protected theorem le_refl (a : Fin n) : a ≤ a := Nat.le_refl _
protected theorem le_trans {a b c : Fin n} (h : a ≤ b) (k : b ≤ c) : a ≤ c := Nat.le_trans h k
protected theorem le_antisymm {a b : Fin n} (h : a ≤ b) (k : b ≤ a) : a = b := Fin.ext (Nat.le_antisymm h k)
protected theorem le_total (a b : Fin n) : a ≤ b ∨ b ≤ a := Nat.le_total ..
theorem forall_fin_one {p : Fin 1 → Prop} : (∀ i, p i) ↔ p 0 :=
  ⟨fun h => h 0, fun h i => (Fin.ext (Nat.le_antisymm (Nat.le_of_lt_succ i.isLt) (Nat.zero_le _)) : i = 0) ▸ h⟩

end Fin

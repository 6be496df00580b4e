prelude
import Init.Fin
import Init.List.Lemmas
import Init.Option
import Init.Ext
/-!
# Indexing: `xs[i]`, `xs[i]?`, `xs[i]!`

The classes of the notation, with lists, arrays, and indices in `Fin n`.
-/

universe u v w

class GetElem (coll : Type u) (idx : Type v) (elem : outParam (Type w)) (valid : outParam (coll → idx → Prop)) where
  getElem (xs : coll) (i : idx) (h : valid xs i) : elem

export GetElem (getElem)

def outOfBounds [Inhabited α] : α := panic "index out of bounds"

theorem outOfBounds_eq_default [Inhabited α] : (outOfBounds : α) = default := rfl

class GetElem? (coll : Type u) (idx : Type v) (elem : outParam (Type w)) (valid : outParam (coll → idx → Prop))
    extends GetElem coll idx elem valid where
  getElem? : coll → idx → Option elem
  getElem! [Inhabited elem] (xs : coll) (i : idx) : elem :=
    match getElem? xs i with
    | some e => e
    | none => outOfBounds

export GetElem? (getElem? getElem!)

abbrev decidableGetElem? [GetElem coll idx elem valid] (xs : coll) (i : idx) [Decidable (valid xs i)] : Option elem :=
  if h : valid xs i then some (xs[i]'h) else none

class LawfulGetElem (cont : Type u) (idx : Type v) (elem : outParam (Type w)) (dom : outParam (cont → idx → Prop))
    [ge : GetElem? cont idx elem dom] : Prop where
  getElem?_def (c : cont) (i : idx) [Decidable (dom c i)] : c[i]? = if h : dom c i then some (c[i]'h) else none := by
    intros
    try simp only [getElem?] <;> congr
  getElem!_def [Inhabited elem] (c : cont) (i : idx) :
      c[i]! = match c[i]? with
        | some e => e
        | none => default := by
    intros
    simp only [getElem!, getElem?, outOfBounds_eq_default]

export LawfulGetElem (getElem?_def getElem!_def)

section
variable {cont : Type u} {idx : Type v} {elem : Type w} {dom : cont → idx → Prop}
variable [GetElem? cont idx elem dom] [LawfulGetElem cont idx elem dom]

@[simp] theorem getElem?_pos (c : cont) (i : idx) (h : dom c i) : c[i]? = some (c[i]'h) := by
  have : Decidable (dom c i) := .isTrue h
  rw [getElem?_def, dif_pos h]

@[simp] theorem getElem?_neg (c : cont) (i : idx) (h : ¬dom c i) : c[i]? = none := by
  have : Decidable (dom c i) := .isFalse h
  rw [getElem?_def, dif_neg h]

theorem getElem!_pos [Inhabited elem] (c : cont) (i : idx) (h : dom c i) : c[i]! = c[i]'h := by
  rw [getElem!_def, getElem?_pos c i h]

theorem getElem!_neg [Inhabited elem] (c : cont) (i : idx) (h : ¬dom c i) : c[i]! = default := by
  rw [getElem!_def, getElem?_neg c i h]

@[simp] theorem some_getElem_eq_getElem?_iff {c : cont} {i : idx} (h : dom c i) : some c[i] = c[i]? ↔ True := by
  rw [getElem?_pos c i h]; exact iff_true_intro rfl
end

@[ext] theorem Option.ext {α : Type u} : ∀ {o₁ o₂ : Option α}, (∀ a, o₁ = some a ↔ o₂ = some a) → o₁ = o₂
  | none, none, _ => rfl
  | some a, _, h => ((h a).mp rfl).symm
  | _, some b, h => (h b).mpr rfl

/-! ## Lists -/

namespace List

instance : GetElem (List α) Nat α fun as i => i < as.length where
  getElem as i h := as.get ⟨i, h⟩

def get?Internal : List α → Nat → Option α
  | a :: _, 0 => some a
  | _ :: as, n + 1 => get?Internal as n
  | _, _ => none

def get!Internal [Inhabited α] : List α → Nat → α
  | a :: _, 0 => a
  | _ :: as, n + 1 => get!Internal as n
  | _, _ => panic "invalid index"

instance : GetElem? (List α) Nat α fun as i => i < as.length where
  getElem? as i := as.get?Internal i
  getElem! as i := as.get!Internal i

@[simp] theorem getElem_cons_zero (a : α) (as : List α) (h : 0 < (a :: as).length) : (a :: as)[0] = a := rfl
@[simp] theorem getElem_cons_succ (a : α) (as : List α) (i : Nat) (h : i + 1 < (a :: as).length) :
    (a :: as)[i + 1] = as[i]'(Nat.lt_of_succ_lt_succ h) := rfl
@[simp] theorem get_eq_getElem (l : List α) (i : Fin l.length) : l.get i = l[i.1]'i.2 := rfl
@[simp] theorem getElem?_nil {i : Nat} : ([] : List α)[i]? = none := by cases i <;> rfl
@[simp] theorem getElem?_cons_zero {a : α} {l : List α} : (a :: l)[0]? = some a := rfl
@[simp] theorem getElem?_cons_succ {a : α} {i : Nat} {l : List α} : (a :: l)[i + 1]? = l[i]? := rfl

@[simp] theorem getElem!_cons_zero [Inhabited α] {a : α} {l : List α} : (a :: l)[0]! = a := rfl
@[simp] theorem getElem!_cons_succ [Inhabited α] {a : α} {l : List α} {i : Nat} : (a :: l)[i + 1]! = l[i]! := rfl

@[simp] theorem getElem_mem : ∀ {l : List α} {n : Nat} (h : n < l.length), l[n] ∈ l
  | _ :: _, 0, _ => .head ..
  | _ :: l, _ + 1, _ => .tail _ (getElem_mem (l := l) ..)

theorem getElem?_eq_getElem : ∀ {l : List α} {i : Nat} (h : i < l.length), l[i]? = some l[i]
  | _ :: _, 0, _ => rfl
  | _ :: l, _ + 1, h => getElem?_eq_getElem (l := l) (Nat.lt_of_succ_lt_succ h)

theorem getElem?_eq_none : ∀ {l : List α} {i : Nat}, l.length ≤ i → l[i]? = none
  | [], _, _ => getElem?_nil
  | _ :: l, _ + 1, h => getElem?_eq_none (l := l) (Nat.le_of_succ_le_succ h)

@[simp] theorem getElem?_eq_none_iff {l : List α} {i : Nat} : l[i]? = none ↔ l.length ≤ i := by
  refine ⟨fun h => Nat.le_of_not_lt fun lt => ?_, getElem?_eq_none⟩
  rw [getElem?_eq_getElem lt] at h; cases h

theorem getElem?_eq_some_iff {l : List α} {i : Nat} {a : α} : l[i]? = some a ↔ ∃ h : i < l.length, l[i] = a := by
  constructor
  · intro e
    by_cases h : i < l.length
    · rw [getElem?_eq_getElem h] at e; exact ⟨h, Option.some.inj e⟩
    · rw [getElem?_eq_none (Nat.le_of_not_lt h)] at e; cases e
  · intro ⟨h, e⟩; rw [getElem?_eq_getElem h, e]

instance : LawfulGetElem (List α) Nat α fun as i => i < as.length where
  getElem?_def as i inst := by
    split
    · exact getElem?_eq_getElem ‹_›
    · exact getElem?_eq_none (Nat.le_of_not_lt ‹_›)
  getElem!_def as i := by
    induction as generalizing i with
    | nil => cases i <;> rfl
    | cons a as ih => cases i with
      | zero => rfl
      | succ i => exact ih i

theorem getElem_of_mem : ∀ {a : α} {l : List α}, a ∈ l → ∃ i, ∃ h : i < l.length, l[i] = a
  | _, _ :: _, .head .. => ⟨0, Nat.succ_pos _, rfl⟩
  | _, _ :: l, .tail _ m =>
    have ⟨i, h, e⟩ := getElem_of_mem (l := l) m
    ⟨i + 1, Nat.succ_lt_succ h, e⟩

theorem mem_iff_getElem {a : α} {l : List α} : a ∈ l ↔ ∃ i, ∃ h : i < l.length, l[i] = a :=
  ⟨getElem_of_mem, fun ⟨_, h, e⟩ => e ▸ getElem_mem h⟩

theorem ext_getElem : ∀ {l₁ l₂ : List α}, l₁.length = l₂.length →
    (∀ (i : Nat) (h₁ : i < l₁.length) (h₂ : i < l₂.length), l₁[i] = l₂[i]) → l₁ = l₂
  | [], [], _, _ => rfl
  | a :: l₁, b :: l₂, e, h => by
    have heads : a = b := h 0 (Nat.succ_pos _) (Nat.succ_pos _)
    have tails : l₁ = l₂ := ext_getElem (Nat.succ.inj e) fun i h₁ h₂ =>
      h (i + 1) (Nat.succ_lt_succ h₁) (Nat.succ_lt_succ h₂)
    rw [heads, tails]

@[ext] theorem ext_getElem? : ∀ {l₁ l₂ : List α}, (∀ i : Nat, l₁[i]? = l₂[i]?) → l₁ = l₂
  | [], [], _ => rfl
  | _ :: _, [], h => nomatch h 0
  | [], _ :: _, h => nomatch h 0
  | _ :: l₁, _ :: l₂, h => by rw [Option.some.inj (h 0), ext_getElem? fun i => h (i + 1)]

@[simp] theorem getElem_map (f : α → β) : ∀ {l : List α} {i : Nat} {h : i < (l.map f).length},
    (l.map f)[i] = f (l[i]'(length_map f ▸ h))
  | _ :: _, 0, _ => rfl
  | _ :: l, _ + 1, h => getElem_map f (l := l) (h := Nat.lt_of_succ_lt_succ h)

@[simp] theorem getElem?_map (f : α → β) : ∀ {l : List α} {i : Nat}, (l.map f)[i]? = l[i]?.map f
  | [], i => by simp
  | _ :: _, 0 => rfl
  | _ :: l, i + 1 => getElem?_map f (l := l)

theorem getElem_append_left {as bs : List α} (h : i < as.length) {h' : i < (as ++ bs).length} :
    (as ++ bs)[i] = as[i] := by
  induction as generalizing i with
  | nil => cases h
  | cons a as ih => cases i with
    | zero => rfl
    | succ i => exact ih (Nat.lt_of_succ_lt_succ h)

theorem getElem_append_right {as bs : List α} {i : Nat} (h₁ : as.length ≤ i) {h₂ : i < (as ++ bs).length} :
    (as ++ bs)[i]'h₂ = bs[i - as.length]'(by
      
      refine Nat.lt_of_add_lt_add_left (a := as.length) ?_
      rw [Nat.add_sub_of_le h₁, ← length_append]; assumption) := by
  induction as generalizing i with
  | nil => rfl
  | cons a as ih => cases i with
    | zero => exact absurd h₁ (Nat.not_succ_le_zero _)
    | succ i =>
      have := ih (i := i) (Nat.le_of_succ_le_succ h₁) (h₂ := Nat.lt_of_succ_lt_succ h₂)
      simpa using this
end List

/-! ## Indices that carry their bound -/

namespace Fin

instance instGetElemFinVal [GetElem cont Nat elem dom] : GetElem cont (Fin n) elem fun xs i => dom xs i where
  getElem xs i h := getElem xs i.1 h

instance instGetElem?FinVal [h : GetElem? cont Nat elem dom] : GetElem? cont (Fin n) elem fun xs i => dom xs i where
  getElem? xs i := getElem? xs i.val
  getElem! xs i := getElem! xs i.val

instance [GetElem? cont Nat elem dom] [h : LawfulGetElem cont Nat elem dom] :
    LawfulGetElem cont (Fin n) elem fun xs i => dom xs i where
  getElem?_def _ _ _ := h.getElem?_def ..
  getElem!_def _ _ := h.getElem!_def ..

@[simp] theorem getElem_fin [GetElem cont Nat elem dom] (a : cont) (i : Fin n) (h : dom a i) : a[i] = a[i.1] := rfl
@[simp] theorem getElem?_fin [h : GetElem? cont Nat elem dom] (a : cont) (i : Fin n) : a[i]? = a[i.1]? := rfl
@[simp] theorem getElem!_fin [GetElem? cont Nat elem dom] (a : cont) (i : Fin n) [Inhabited elem] : a[i]! = a[i.1]! := rfl

protected theorem val_lt_of_le (i : Fin b) (h : b ≤ n) : i.val < n := Nat.lt_of_lt_of_le i.isLt h

end Fin

@[macro tacticGet_elem_tactic_extensible, extern "native"]
opaque Fin.«_aux_Init_GetElem___macroRules_tacticGet_elem_tactic_extensible_1» : Lean.Macro

/-! ## Arrays -/

namespace Array

instance : GetElem (Array α) Nat α fun xs i => i < xs.size where
  getElem xs i h := xs.getInternal i h

instance : GetElem? (Array α) Nat α fun xs i => i < xs.size where
  getElem? xs i := decidableGetElem? xs i
  getElem! xs i := xs.get!Internal i

instance : LawfulGetElem (Array α) Nat α fun xs i => i < xs.size where
  getElem?_def xs i h := by
    by_cases lt : i < xs.size <;> simp [getElem?, decidableGetElem?, lt]
  getElem!_def xs i := by
    simp only [getElem!, getElem?, decidableGetElem?, get!Internal, getD]
    split <;> rfl
end Array

prelude
import Init.Text
/-!
# Comparing, hashing and printing the basic types

The classes behind `deriving BEq`, `deriving Hashable`, `deriving Ord`, `#eval` and `s!"…"`, for
options, pairs, lists, arrays, characters and numbers; and the monads `Except` and `Id`.
-/

universe u v

/-! ## Boolean equality -/

deriving instance BEq for Option
namespace Sum
deriving instance BEq for Sum
end Sum
deriving instance BEq for Except

instance instBEqProd {α : Type u} {β : Type v} [BEq α] [BEq β] : BEq (α × β) where
  beq := fun (a₁, b₁) (a₂, b₂) => a₁ == a₂ && b₁ == b₂

instance Array.instBEq {α : Type u} [BEq α] : BEq (Array α) where
  beq a b := a.toList == b.toList

instance Array.instDecidableEq {α : Type u} [DecidableEq α] : DecidableEq (Array α) := fun ⟨a⟩ ⟨b⟩ =>
  decidable_of_iff (a = b) ⟨fun h => h ▸ rfl, fun h => Array.mk.inj h⟩

instance {α : Type u} [BEq α] [LawfulBEq α] : LawfulBEq (Option α) where
  eq_of_beq {a b} h := by
    match a, b, h with
    | none, none, _ => rfl
    | some a, some b, h => exact congrArg some (eq_of_beq (a := a) h)
  rfl {a} := by
    match a with
    | none => rfl
    | some a => exact beq_self_eq_true a

instance {α : Type u} {β : Type v} [BEq α] [BEq β] [LawfulBEq α] [LawfulBEq β] : LawfulBEq (α × β) where
  eq_of_beq {a b} h := by
    obtain ⟨a₁, a₂⟩ := a
    obtain ⟨b₁, b₂⟩ := b
    have h : (a₁ == b₁ && a₂ == b₂) = true := h
    simp only [Bool.and_eq_true, beq_iff_eq] at h
    rw [h.1, h.2]
  rfl {a} := by
    obtain ⟨a₁, a₂⟩ := a
    show (a₁ == a₁ && a₂ == a₂) = true
    simp

/-! ## Order -/

inductive Ordering where
  | lt
  | eq
  | gt
  deriving Inhabited, DecidableEq, Repr

namespace Ordering

@[macro_inline] def «then» (a b : Ordering) : Ordering :=
  match a with
  | .eq => b
  | a => a

def swap : Ordering → Ordering
  | .lt => .gt
  | .eq => .eq
  | .gt => .lt

def isEq : Ordering → Bool
  | .eq => true
  | _ => false
def isNe : Ordering → Bool
  | .eq => false
  | _ => true
def isLE : Ordering → Bool
  | .gt => false
  | _ => true
def isLT : Ordering → Bool
  | .lt => true
  | _ => false
def isGT : Ordering → Bool
  | .gt => true
  | _ => false
def isGE : Ordering → Bool
  | .lt => false
  | _ => true

@[simp] theorem swap_swap {o : Ordering} : o.swap.swap = o := by cases o <;> rfl

end Ordering

class Ord (α : Type u) where
  compare : α → α → Ordering

export Ord (compare)

@[inline] def compareOfLessAndEq {α} (x y : α) [LT α] [Decidable (x < y)] [DecidableEq α] : Ordering :=
  if x < y then .lt else if x = y then .eq else .gt

instance : Ord Nat := ⟨fun x y => compareOfLessAndEq x y⟩
instance : Ord Int := ⟨fun x y => compareOfLessAndEq x y⟩
instance : Ord Char := ⟨fun x y => compareOfLessAndEq x y⟩
instance (n : Nat) : Ord (Fin n) := ⟨fun x y => compare x.val y.val⟩
instance : Ord Ordering := ⟨fun x y => compare x.ctorIdx y.ctorIdx⟩

instance : Ord Bool where
  compare
    | false, true => .lt
    | true, false => .gt
    | _, _ => .eq

instance {α : Type u} [Ord α] : Ord (Option α) where
  compare
    | none, none => .eq
    | none, some _ => .lt
    | some _, none => .gt
    | some x, some y => compare x y

protected def List.compareLex {α} (cmp : α → α → Ordering) : List α → List α → Ordering
  | [], [] => .eq
  | [], _ => .lt
  | _, [] => .gt
  | x :: xs, y :: ys => match cmp x y with
    | .lt => .lt
    | .eq => xs.compareLex cmp ys
    | .gt => .gt

instance List.instOrd {α : Type u} [Ord α] : Ord (List α) := ⟨List.compareLex compare⟩

/-! ## Hashing -/

instance : Hashable Nat := ⟨UInt64.ofNat⟩
instance : Hashable Bool := ⟨fun b => if b then 11 else 13⟩
instance : Hashable Int := ⟨fun
  | .ofNat n => UInt64.ofNat (2 * n)
  | .negSucc n => UInt64.ofNat (2 * n + 1)⟩
instance : Hashable Char := ⟨fun c => UInt64.ofNat c.toNat⟩
instance (n : Nat) : Hashable (Fin n) := ⟨fun i => UInt64.ofNat i.val⟩
instance : Hashable PUnit := ⟨fun _ => 11⟩
instance {α : Type u} [Hashable α] : Hashable (Option α) := ⟨fun
  | none => 11
  | some a => mixHash (hash a) 13⟩
instance {α : Type u} {β : Type v} [Hashable α] [Hashable β] : Hashable (α × β) :=
  ⟨fun (a, b) => mixHash (hash a) (hash b)⟩
instance {α : Type u} [Hashable α] : Hashable (List α) := ⟨fun as => as.foldl (fun r a => mixHash r (hash a)) 7⟩

/-! ## Monads for `do` notation -/

namespace Except
variable {ε : Type u}

@[always_inline, inline] protected def pure (a : α) : Except ε α := .ok a
@[always_inline, inline] protected def map (f : α → β) : Except ε α → Except ε β
  | .error err => .error err
  | .ok v => .ok (f v)
@[always_inline, inline] protected def bind (ma : Except ε α) (f : α → Except ε β) : Except ε β :=
  match ma with
  | .error err => .error err
  | .ok v => f v
@[always_inline, inline] protected def tryCatch (ma : Except ε α) (handle : ε → Except ε α) : Except ε α :=
  match ma with
  | .ok a => .ok a
  | .error e => handle e

instance : Monad (Except ε) where
  pure := Except.pure
  bind := Except.bind
  map := Except.map
instance _root_.instMonadExceptOfExcept : MonadExceptOf ε (Except ε) where
  throw := .error
  tryCatch := Except.tryCatch
end Except

def Id (type : Type u) : Type u := type

namespace Id
instance : Monad Id where
  pure x := x
  bind x f := f x
  map f x := f x
@[always_inline, inline] protected def run (x : Id α) : α := x
@[simp] theorem run_pure (a : α) : (pure a : Id α).run = a := rfl
@[simp] theorem run_bind (x : Id α) (f : α → Id β) : (x >>= f).run = (f x.run).run := rfl
@[simp] theorem run_map (x : Id α) (f : α → β) : (f <$> x).run = f x.run := rfl
end Id

/-! ## Printing -/

open Std

instance Array.instRepr {α : Type u} [Repr α] : Repr (Array α) := ⟨fun xs _ =>
  Format.bracketFill "#[" (Format.joinSep (xs.toList.map repr) ("," ++ Format.line)) "]"⟩
instance : Repr UInt8 := ⟨fun n _ => n.toNat.repr⟩
instance : Repr UInt16 := ⟨fun n _ => n.toNat.repr⟩
instance : Repr UInt32 := ⟨fun n _ => n.toNat.repr⟩
instance : Repr UInt64 := ⟨fun n _ => n.toNat.repr⟩
instance : Repr USize := ⟨fun n _ => n.toNat.repr⟩
deriving instance Repr for Except

instance : ToString Char := ⟨Char.toString⟩
instance : ToString Unit := ⟨fun _ => "()"⟩
instance (n : Nat) : ToString (Fin n) := ⟨fun i => toString i.val⟩
instance {p : Prop} : ToString (Decidable p) := ⟨fun d => if d.decide then "true" else "false"⟩
instance {α : Type u} [ToString α] : ToString (Option α) := ⟨fun
  | none => "none"
  | some a => "(some " ++ toString a ++ ")"⟩
instance {α : Type u} {β : Type v} [ToString α] [ToString β] : ToString (α × β) := ⟨fun (a, b) =>
  "(" ++ toString a ++ ", " ++ toString b ++ ")"⟩
instance {α : Type u} {β : Type v} [ToString α] [ToString β] : ToString (Sum α β) := ⟨fun
  | .inl a => "(inl " ++ toString a ++ ")"
  | .inr b => "(inr " ++ toString b ++ ")"⟩
instance {α : Type u} [ToString α] : ToString (List α) := ⟨fun as =>
  "[" ++ String.intercalate ", " (as.map toString) ++ "]"⟩
instance {α : Type u} [ToString α] : ToString (Array α) := ⟨fun as => "#" ++ toString as.toList⟩
instance {p : α → Prop} [ToString α] : ToString (Subtype p) := ⟨fun s => toString s.val⟩

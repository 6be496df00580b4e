prelude
import Init.Int.Basic
import Init.Option
import Init.String
/-!
# Printing values

`Repr`, `ToString` and the documents that they build, for `#eval` and `deriving Repr`.  Documents
are laid out by native code; nothing here is used in a theorem.
-/

universe u v

namespace Std

inductive Format.FlattenBehavior where
  | allOrNone
  | fill

open Format in
inductive Format where
  | nil : Format
  | line : Format
  | align (force : Bool) : Format
  | text : String → Format
  | nest (indent : Int) : Format → Format
  | append : Format → Format → Format
  | group : Format → (behavior : FlattenBehavior := FlattenBehavior.allOrNone) → Format
  | tag : Nat → Format → Format

class ToFormat (α : Type u) where
  format : α → Format

export ToFormat (format)

instance : Inhabited Format := ⟨.nil⟩

namespace Format

instance : Append Format := ⟨append⟩
instance : Coe String Format := ⟨text⟩

def defWidth := 120

@[extern "native"] opaque pretty (f : Format) (width : Nat := defWidth) (indent : Nat := 0) (column := 0) : String
@[extern "native"] opaque bracket (l : String) (x : Format) (r : String) : Format
@[extern "native"] opaque paren (x : Format) : Format
@[extern "native"] opaque sbracket (x : Format) : Format
@[extern "native"] opaque bracketFill (l : String) (x : Format) (r : String) : Format
@[extern "native"] opaque nestD (f : Format) : Format
@[extern "native"] opaque indentD (f : Format) : Format

def joinSep {α : Type u} [ToFormat α] : List α → Format → Format
  | [], _ => nil
  | [a], _ => format a
  | a :: b :: as, sep => format a ++ sep ++ joinSep (b :: as) sep

def fill (f : Format) : Format := group f FlattenBehavior.fill

end Format

instance : ToFormat Format := ⟨id⟩
instance : ToFormat String := ⟨Format.text⟩

end Std

open Std

class Repr (α : Type u) where
  reprPrec : α → Nat → Format

export Repr (reprPrec)

abbrev repr [Repr α] (a : α) : Format := reprPrec a 0
abbrev reprStr [Repr α] (a : α) : String := (reprPrec a 0).pretty
abbrev reprArg [Repr α] (a : α) : Format := reprPrec a 1024

class ReprAtom (α : Type u)

def Repr.addAppParen (f : Format) (prec : Nat) : Format := if prec ≥ 1024 then f.paren else f

@[extern "native"] opaque Nat.reprFast (n : Nat) : String
@[implemented_by Nat.reprFast] protected opaque Nat.repr (n : Nat) : String
@[extern "native"] protected opaque Int.repr (i : Int) : String
@[extern "native"] opaque String.quote (s : String) : String
@[extern "native"] opaque Char.quote (c : Char) : String

instance [Repr α] : Repr (id α) := ⟨fun a p => Repr.reprPrec (α := α) a p⟩
instance : Repr Bool := ⟨fun b _ => if b then "true" else "false"⟩
instance : Repr Nat := ⟨fun n _ => n.repr⟩
instance _root_.Int.instRepr : Repr Int := ⟨fun i prec => if i < 0 then Repr.addAppParen i.repr prec else i.repr⟩
instance : Repr String := ⟨fun s _ => s.quote⟩
instance : Repr Char := ⟨fun c _ => c.quote⟩
instance : Repr Unit := ⟨fun _ _ => "()"⟩
instance (n : Nat) : Repr (Fin n) := ⟨fun i _ => i.val.repr⟩
instance {p : Prop} : Repr (Decidable p) := ⟨fun d prec =>
  Repr.addAppParen (if d.decide then "isTrue _" else "isFalse _") prec⟩
instance [Repr α] : Repr (Option α) := ⟨fun
  | none, _ => "none"
  | some a, prec => Repr.addAppParen ("some " ++ reprArg a) prec⟩
instance [Repr α] [Repr β] : Repr (Sum α β) := ⟨fun
  | .inl a, prec => Repr.addAppParen ("Sum.inl " ++ reprArg a) prec
  | .inr b, prec => Repr.addAppParen ("Sum.inr " ++ reprArg b) prec⟩

class ReprTuple (α : Type u) where
  reprTuple : α → List Format → List Format

export ReprTuple (reprTuple)

instance (priority := low) [Repr α] : ReprTuple α := ⟨fun a fs => repr a :: fs⟩
instance [Repr α] [ReprTuple β] : ReprTuple (α × β) := ⟨fun ⟨a, b⟩ fs => reprTuple b (repr a :: fs)⟩

-- The components come last first.
private def tupleInOrder : List Format → List Format → List Format
  | [], acc => acc
  | f :: fs, acc => tupleInOrder fs (f :: acc)

instance [Repr α] [ReprTuple β] : Repr (α × β) := ⟨fun ⟨a, b⟩ _ =>
  Format.bracket "(" (Format.joinSep (tupleInOrder (reprTuple b [repr a]) []) ("," ++ Format.line)) ")"⟩
instance [Repr α] : Repr (List α) := ⟨fun l _ =>
  Format.bracket "[" (Format.joinSep (l.map repr) ("," ++ Format.line)) "]"⟩
instance [Repr α] {p : α → Prop} : Repr (Subtype p) := ⟨fun s prec => reprPrec s.val prec⟩
instance : Repr Format := ⟨fun f _ => f⟩

class ToString (α : Type u) where
  toString : α → String

export ToString (toString)

instance : ToString String := ⟨id⟩
instance : ToString Nat := ⟨Nat.repr⟩
instance : ToString Int := ⟨Int.repr⟩
instance : ToString Bool := ⟨fun b => if b then "true" else "false"⟩
instance : ToString Format := ⟨fun f => f.pretty⟩

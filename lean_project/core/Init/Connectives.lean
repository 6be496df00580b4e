prelude
import Init.Prelude
/-!
# Equivalence, existence, sums, and the classes of set-like notation

Still in prefix form: the notations of `Init.Grammar` refer to these constants.
-/

universe u v w

structure Iff (a b : Prop) : Prop where
  intro ::
  mp : a → b
  mpr : b → a

inductive Exists {α : Sort u} (p : α → Prop) : Prop where
  | intro (w : α) (h : p w) : Exists p

@[reducible] def Ne {α : Sort u} (a b : α) : Prop := Not (Eq a b)

@[inline] def bne {α : Type u} [BEq α] (a b : α) : Bool := not (BEq.beq a b)

inductive Sum (α : Type u) (β : Type v) where
  | inl (val : α) : Sum α β
  | inr (val : β) : Sum α β

inductive PSum (α : Sort u) (β : Sort v) where
  | inl (val : α) : PSum α β
  | inr (val : β) : PSum α β

@[pp_using_anonymous_constructor]
structure Sigma {α : Type u} (β : α → Type v) where
  fst : α
  snd : β fst

attribute [unbox] Sigma

@[pp_using_anonymous_constructor]
structure PSigma {α : Sort u} (β : α → Sort v) where
  fst : α
  snd : β fst

class EmptyCollection (α : Type u) where
  emptyCollection : α

class HasEquiv (α : Sort u) where
  Equiv : α → α → Sort v

class HasSubset (α : Type u) where
  Subset : α → α → Prop

class HasSSubset (α : Type u) where
  SSubset : α → α → Prop

export HasSubset (Subset)
export HasSSubset (SSubset)

abbrev Superset {α : Type u} [HasSubset α] (a b : α) := Subset b a
abbrev SSuperset {α : Type u} [HasSSubset α] (a b : α) := SSubset b a

class Union (α : Type u) where
  union : α → α → α

class Inter (α : Type u) where
  inter : α → α → α

class SDiff (α : Type u) where
  sdiff : α → α → α

class Insert (α : outParam (Type u)) (γ : Type v) where
  insert : α → γ → γ

export Insert (insert)

class Singleton (α : outParam (Type u)) (β : Type v) where
  singleton : α → β

export Singleton (singleton)

prelude
import Init.List.Basic
/-!
# Extensionality lemmas

What `ext` applies: functions, propositions, pairs, subtypes, units.
-/

universe u v

attribute [ext] funext propext Subtype.ext

@[ext] protected theorem Prod.ext {α : Type u} {β : Type v} : ∀ {p q : α × β}, p.fst = q.fst → p.snd = q.snd → p = q
  | ⟨_, _⟩, ⟨_, _⟩, rfl, rfl => rfl
@[ext] protected theorem PProd.ext {α : Sort u} {β : Sort v} :
    ∀ {p q : PProd α β}, p.fst = q.fst → p.snd = q.snd → p = q
  | ⟨_, _⟩, ⟨_, _⟩, rfl, rfl => rfl
@[ext] protected theorem Sigma.ext {α : Type u} {β : α → Type v} :
    ∀ {x y : Sigma β}, x.fst = y.fst → HEq x.snd y.snd → x = y
  | ⟨_, _⟩, ⟨_, _⟩, rfl, HEq.rfl => rfl
@[ext] protected theorem PSigma.ext {α : Sort u} {β : α → Sort v} :
    ∀ {x y : PSigma β}, x.fst = y.fst → HEq x.snd y.snd → x = y
  | ⟨_, _⟩, ⟨_, _⟩, rfl, HEq.rfl => rfl
@[ext] protected theorem PUnit.ext (x y : PUnit) : x = y := rfl
@[ext] protected theorem Unit.ext (x y : Unit) : x = y := rfl
@[ext] theorem Fin.ext {n : Nat} {a b : Fin n} (h : a.val = b.val) : a = b := Fin.eq_of_val_eq h

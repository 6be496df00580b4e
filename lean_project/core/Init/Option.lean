prelude
import Init.SimpLemmas
/-!
# Optional values
-/

universe u v w
variable {α : Type u} {β : Type v} {γ : Type w}

namespace Option

@[inline] def isSome : Option α → Bool
  | some _ => true
  | none => false
@[inline] def isNone : Option α → Bool
  | some _ => false
  | none => true
@[inline] def get : (o : Option α) → isSome o → α
  | some x, _ => x
@[inline] protected def bind : Option α → (α → Option β) → Option β
  | none, _ => none
  | some a, f => f a
@[inline] protected def elim : Option α → β → (α → β) → β
  | some x, _, f => f x
  | none, y, _ => y
@[inline] protected def filter (p : α → Bool) : Option α → Option α
  | some a => if p a then some a else none
  | none => none
@[macro_inline] protected def orElse : Option α → (Unit → Option α) → Option α
  | some a, _ => some a
  | none, b => b ()
@[macro_inline] protected def or : Option α → Option α → Option α
  | o@(some _), _ => o
  | none, o => o
@[inline] protected def all (p : α → Bool) : Option α → Bool
  | some a => p a
  | none => true
@[inline] protected def any (p : α → Bool) : Option α → Bool
  | some a => p a
  | none => false
def toList : Option α → List α
  | none => []
  | some a => [a]

instance : OrElse (Option α) := ⟨Option.orElse⟩
instance _root_.instFunctorOption : Functor Option where
  map := Option.map
instance _root_.instMonadOption : Monad Option where
  pure := some
  bind := Option.bind
instance : Membership α (Option α) := ⟨fun b a => b = some a⟩

theorem some_inj {a b : α} : some a = some b ↔ a = b := ⟨some.inj, congrArg some⟩
theorem some_ne_none (x : α) : some x ≠ none := nofun
@[simp] theorem getD_none {a : α} : getD none a = a := rfl
@[simp] theorem getD_some {a b : α} : getD (some a) b = a := rfl
@[simp] theorem map_none (f : α → β) : none.map f = none := rfl
@[simp] theorem map_some (f : α → β) (a : α) : (some a).map f = some (f a) := rfl
@[simp] theorem isSome_none : (none : Option α).isSome = false := rfl
@[simp] theorem isSome_some {a : α} : (some a).isSome = true := rfl
@[simp] theorem isNone_none : (none : Option α).isNone = true := rfl
@[simp] theorem isNone_some {a : α} : (some a).isNone = false := rfl
@[simp] theorem bind_none (f : α → Option β) : none.bind f = none := rfl
@[simp] theorem bind_some (a : α) (f : α → Option β) : (some a).bind f = f a := rfl
@[simp] theorem get_some {x : α} {h : isSome (some x)} : (some x).get h = x := rfl
@[simp] theorem or_none {o : Option α} : o.or none = o := by cases o <;> rfl
@[simp] theorem none_or {o : Option α} : none.or o = o := rfl
@[simp] theorem some_or {a : α} {o : Option α} : (some a).or o = some a := rfl
@[simp] theorem not_mem_none (a : α) : ¬a ∈ (none : Option α) := nofun
theorem mem_def {a : α} {b : Option α} : a ∈ b ↔ b = some a := Iff.rfl
@[simp] theorem mem_some {a b : α} : a ∈ some b ↔ b = a := some_inj
theorem eq_none_or_eq_some : ∀ a : Option α, a = none ∨ ∃ x, a = some x
  | none => .inl rfl
  | some x => .inr ⟨x, rfl⟩
theorem ne_none_iff_exists {o : Option α} : o ≠ none ↔ ∃ x, some x = o := by
  cases o with
  | none => exact iff_of_false (fun h => h rfl) nofun
  | some x => exact iff_of_true nofun ⟨x, rfl⟩
@[simp] theorem map_id_fun : Option.map (id : α → α) = id := by funext o; cases o <;> rfl
@[simp] theorem map_map {β : Type u} {γ : Type v} {α : Type w} (h : β → γ) (g : α → β) (x : Option α) : (x.map g).map h = x.map (h ∘ g) := by cases x <;> rfl

end Option

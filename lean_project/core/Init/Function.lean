prelude
import Init.Ext
import Init.Option
/-!
# Functions, pairs, optional values

Composition, the two projections and the maps of pairs, and further lemmas on `Option`.
-/

universe u v w x
variable {α : Type u} {β : Type v} {γ : Type w} {δ : Type x}

/-! ## Pairs -/

namespace Prod

@[simp] theorem map_apply (f : α → γ) (g : β → δ) (x) (y) : Prod.map f g (x, y) = (f x, g y) := rfl
@[simp] theorem map_fst (f : α → γ) (g : β → δ) (x) : (Prod.map f g x).1 = f x.1 := rfl
@[simp] theorem map_snd (f : α → γ) (g : β → δ) (x) : (Prod.map f g x).2 = g x.2 := rfl
@[simp] theorem map_id : Prod.map (@id α) (@id β) = id := rfl
@[simp] theorem swap_swap : ∀ x : α × β, swap (swap x) = x := fun _ => rfl
@[simp] theorem fst_swap {p : α × β} : (swap p).1 = p.2 := rfl
@[simp] theorem snd_swap {p : α × β} : (swap p).2 = p.1 := rfl
@[simp] theorem swap_prod_mk {a : α} {b : β} : swap (a, b) = (b, a) := rfl
@[simp] theorem swap_swap_eq : swap ∘ swap = @id (α × β) := rfl
@[simp] theorem «forall» {p : α × β → Prop} : (∀ x, p x) ↔ ∀ a b, p (a, b) := ⟨fun h a b => h (a, b), fun h ⟨a, b⟩ => h a b⟩
@[simp] theorem «exists» {p : α × β → Prop} : (∃ x, p x) ↔ ∃ a b, p (a, b) :=
  ⟨fun ⟨⟨a, b⟩, h⟩ => ⟨a, b, h⟩, fun ⟨a, b, h⟩ => ⟨(a, b), h⟩⟩

end Prod

/-! ## Optional values -/

namespace Option

theorem some_get : ∀ {x : Option α} (h : isSome x), some (x.get h) = x
  | some _, _ => rfl
theorem get_of_mem : ∀ {o : Option α} (h : isSome o), a ∈ o → o.get h = a
  | some _, _, h => some.inj h
theorem isSome_iff_exists {x : Option α} : isSome x ↔ ∃ a, x = some a := by cases x <;> simp [isSome]
@[simp] theorem not_isSome (x : Option α) : (!x.isSome) = x.isNone := by cases x <;> rfl
@[simp] theorem not_isNone (x : Option α) : (!x.isNone) = x.isSome := by cases x <;> rfl
@[simp] theorem isNone_iff_eq_none {o : Option α} : o.isNone ↔ o = none := by cases o <;> simp
@[simp] theorem isSome_map {x : Option α} {f : α → β} : (x.map f).isSome = x.isSome := by cases x <;> rfl
@[simp] theorem map_eq_none_iff : x.map f = none ↔ x = none := by cases x <;> simp
@[simp] theorem map_eq_some_iff : x.map f = some b ↔ ∃ a, x = some a ∧ f a = b := by
  cases x with
  | none => exact ⟨nofun, nofun⟩
  | some a => exact ⟨fun h => ⟨a, rfl, some.inj h⟩, fun ⟨c, h, e⟩ => by rw [some.inj h]; exact congrArg some e⟩
theorem map_id' {x : Option α} : (x.map fun a => a) = x := by cases x <;> rfl
theorem map_congr {x : Option α} {f g : α → β} (h : ∀ a, x = some a → f a = g a) : x.map f = x.map g := by
  cases x with
  | none => rfl
  | some a => exact congrArg some (h a rfl)
@[simp] theorem bind_eq_none_iff {o : Option α} {f : α → Option β} : o.bind f = none ↔ ∀ a, o = some a → f a = none := by
  cases o with
  | none => exact ⟨fun _ _ => nofun, fun _ => rfl⟩
  | some a => exact ⟨fun h b e => some.inj e ▸ h, fun h => h a rfl⟩
theorem bind_eq_some_iff {x : Option α} {f : α → Option β} : x.bind f = some b ↔ ∃ a, x = some a ∧ f a = some b := by
  cases x with
  | none => exact ⟨nofun, nofun⟩
  | some a => exact ⟨fun h => ⟨a, rfl, h⟩, fun ⟨c, h, e⟩ => by rw [some.inj h]; exact e⟩
theorem bind_assoc (x : Option α) (f : α → Option β) (g : β → Option γ) :
    (x.bind f).bind g = x.bind fun y => (f y).bind g := by cases x <;> rfl
theorem getD_map (f : α → β) (x : α) (o : Option α) : (o.map f).getD (f x) = f (getD o x) := by cases o <;> rfl
theorem getD_eq_iff {o : Option α} {a b : α} : o.getD a = b ↔ (o = some b ∨ o = none ∧ a = b) := by
  cases o <;> simp
theorem or_assoc {a b c : Option α} : (a.or b).or c = a.or (b.or c) := by cases a <;> rfl
@[simp] theorem or_self {o : Option α} : o.or o = o := by cases o <;> rfl
@[simp] theorem or_eq_none_iff {o o' : Option α} : o.or o' = none ↔ o = none ∧ o' = none := by cases o <;> simp
protected theorem «forall» {p : Option α → Prop} : (∀ x, p x) ↔ p none ∧ ∀ x, p (some x) :=
  ⟨fun h => ⟨h _, fun _ => h _⟩, fun h x => by cases x; exact h.1; exact h.2 _⟩
protected theorem «exists» {p : Option α → Prop} : (∃ x, p x) ↔ p none ∨ ∃ x, p (some x) :=
  ⟨fun | ⟨none, h⟩ => .inl h | ⟨some x, h⟩ => .inr ⟨x, h⟩, fun h => h.elim (fun h => ⟨_, h⟩) fun ⟨_, h⟩ => ⟨_, h⟩⟩

end Option

/-! ## Functions -/

namespace Function

theorem comp_const {α : Sort u} {β : Sort v} {γ : Sort w} {f : β → γ} {b : β} : f ∘ const α b = const α (f b) := rfl
theorem const_comp {α : Sort u} {β : Sort v} {γ : Sort w} {f : α → β} {c : γ} : const β c ∘ f = const α c := rfl

end Function

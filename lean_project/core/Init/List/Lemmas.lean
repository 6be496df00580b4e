prelude
import Init.List.Basic
import Init.Nat.Lemmas
/-!
# Lists: append, reverse, map, filter, folds, membership

The elementary theory, under the names and statements of Lean's core.
-/

universe u v w

namespace List

variable {α : Type u} {β : Type v} {γ : Type w}

/-! ## Append -/

theorem append_cancel_left {as bs cs : List α} (h : as ++ bs = as ++ cs) : bs = cs := by
  induction as with
  | nil => exact h
  | cons a as ih => exact ih (cons.inj h).2

@[simp] theorem append_right_inj {t₁ t₂ : List α} (s : List α) : s ++ t₁ = s ++ t₂ ↔ t₁ = t₂ :=
  ⟨append_cancel_left, congrArg (s ++ ·)⟩

@[simp] theorem append_eq_nil_iff {p q : List α} : p ++ q = [] ↔ p = [] ∧ q = [] := by
  cases p with
  | nil => exact ⟨fun h => ⟨rfl, h⟩, fun h => h.2⟩
  | cons a p => exact ⟨fun h => absurd h (cons_ne_nil a (p ++ q)), fun h => absurd h.1 (cons_ne_nil a p)⟩

theorem append_ne_nil_of_left_ne_nil {s : List α} (h : s ≠ []) (t : List α) : s ++ t ≠ [] := fun e =>
  h (append_eq_nil_iff.mp e).1

/-! ## Reverse -/

@[simp] theorem reverse_append {as bs : List α} : (as ++ bs).reverse = bs.reverse ++ as.reverse := by
  induction as with
  | nil => exact (append_nil bs.reverse).symm
  | cons a as ih => rw [cons_append, reverse_cons, ih, append_assoc, reverse_cons]

theorem reverse_concat {l : List α} {a : α} : (l ++ [a]).reverse = a :: l.reverse := reverse_append

@[simp] theorem reverse_reverse (as : List α) : as.reverse.reverse = as := by
  induction as with
  | nil => rfl
  | cons a as ih => rw [reverse_cons, reverse_append, ih]; rfl

@[simp] theorem length_reverse {as : List α} : as.reverse.length = as.length := by
  induction as with
  | nil => rfl
  | cons a as ih => rw [reverse_cons, length_append, ih]; rfl

@[simp] theorem reverse_eq_nil_iff {xs : List α} : xs.reverse = [] ↔ xs = [] := by
  cases xs with
  | nil => exact ⟨fun _ => rfl, fun _ => rfl⟩
  | cons a as =>
    rw [reverse_cons, append_eq_nil_iff]
    exact ⟨fun h => absurd h.2 (cons_ne_nil a []), fun h => absurd h (cons_ne_nil a as)⟩

theorem reverse_inj {xs ys : List α} : xs.reverse = ys.reverse ↔ xs = ys :=
  ⟨fun h => (reverse_reverse xs).symm.trans ((congrArg reverse h).trans (reverse_reverse ys)), congrArg reverse⟩

theorem reverse_eq_iff {as bs : List α} : as.reverse = bs ↔ as = bs.reverse := by
  rw [← reverse_inj, reverse_reverse]

theorem append_cancel_right {as bs cs : List α} (h : as ++ bs = cs ++ bs) : as = cs := by
  have h' := congrArg reverse h
  rw [reverse_append, reverse_append] at h'
  exact reverse_inj.mp (append_cancel_left h')

@[simp] theorem append_left_inj {s₁ s₂ : List α} (t : List α) : s₁ ++ t = s₂ ++ t ↔ s₁ = s₂ :=
  ⟨append_cancel_right, congrArg (· ++ t)⟩

/-! ## Map -/

@[simp] theorem length_map {as : List α} (f : α → β) : (as.map f).length = as.length := by
  induction as with
  | nil => rfl
  | cons a as ih => exact congrArg (· + 1) ih

@[simp] theorem map_append {f : α → β} {l₁ l₂ : List α} : map f (l₁ ++ l₂) = map f l₁ ++ map f l₂ := by
  induction l₁ with
  | nil => rfl
  | cons a l₁ ih => exact congrArg (f a :: ·) ih

@[simp] theorem map_map {g : β → γ} {f : α → β} {l : List α} : map g (map f l) = map (g ∘ f) l := by
  induction l with
  | nil => rfl
  | cons a l ih => exact congrArg (g (f a) :: ·) ih

@[simp] theorem map_id (l : List α) : l.map id = l := by
  induction l with
  | nil => rfl
  | cons a l ih => exact congrArg (a :: ·) ih

@[simp] theorem map_id' (l : List α) : l.map (fun a => a) = l := map_id l

@[simp] theorem map_reverse {f : α → β} {l : List α} : l.reverse.map f = (l.map f).reverse := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [reverse_cons, map_append, ih, map_cons, map_nil, map_cons, reverse_cons]

@[simp] theorem map_eq_nil_iff {f : α → β} {l : List α} : map f l = [] ↔ l = [] := by
  cases l with
  | nil => exact ⟨fun _ => rfl, fun _ => rfl⟩
  | cons a l => exact ⟨fun h => absurd h (cons_ne_nil _ _), fun h => absurd h (cons_ne_nil _ _)⟩

theorem map_congr_left {l : List α} {f g : α → β} (h : ∀ a, a ∈ l → f a = g a) : map f l = map g l := by
  induction l with
  | nil => rfl
  | cons a l ih =>
    rw [map_cons, map_cons, h a mem_cons_self, ih fun b hb => h b (mem_cons_of_mem a hb)]

/-! ## Flatten -/

@[simp] theorem flatten_append {L₁ L₂ : List (List α)} : flatten (L₁ ++ L₂) = flatten L₁ ++ flatten L₂ := by
  induction L₁ with
  | nil => rfl
  | cons l L₁ ih => rw [cons_append, flatten_cons, ih, flatten_cons, append_assoc]

theorem map_flatten {f : α → β} {L : List (List α)} : (flatten L).map f = (map (map f) L).flatten := by
  induction L with
  | nil => rfl
  | cons l L ih => rw [flatten_cons, map_append, ih, map_cons, flatten_cons]

theorem flatMap_def {l : List α} {f : α → List β} : l.flatMap f = flatten (map f l) := rfl

/-! ## Folds -/

@[simp] theorem foldl_append {β : Type v} {f : β → α → β} {b : β} {l l' : List α} :
    (l ++ l').foldl f b = l'.foldl f (l.foldl f b) := by
  induction l generalizing b with
  | nil => rfl
  | cons a l ih => exact ih

@[simp] theorem foldr_append {f : α → β → β} {b : β} {l l' : List α} :
    (l ++ l').foldr f b = l.foldr f (l'.foldr f b) := by
  induction l with
  | nil => rfl
  | cons a l ih => exact congrArg (f a) ih

@[simp] theorem foldr_reverse {l : List α} {f : α → β → β} {b : β} :
    l.reverse.foldr f b = l.foldl (fun x y => f y x) b := by
  induction l generalizing b with
  | nil => rfl
  | cons a l ih => rw [reverse_cons, foldr_append, ih]; rfl

@[simp] theorem foldl_reverse {l : List α} {f : β → α → β} {b : β} :
    l.reverse.foldl f b = l.foldr (fun x y => f y x) b := by
  have h := foldr_reverse (l := l.reverse) (f := fun x y => f y x) (b := b)
  rw [reverse_reverse] at h
  exact h.symm

theorem foldl_map {f : α → β} {g : γ → β → γ} {l : List α} {init : γ} :
    (l.map f).foldl g init = l.foldl (fun x y => g x (f y)) init := by
  induction l generalizing init with
  | nil => rfl
  | cons a l ih => exact ih

theorem foldr_map {f : α → β} {g : β → γ → γ} {l : List α} {init : γ} :
    (l.map f).foldr g init = l.foldr (fun x y => g (f x) y) init := by
  induction l with
  | nil => rfl
  | cons a l ih => exact congrArg (g (f a)) ih

/-! ## Membership -/

@[simp] theorem mem_append {a : α} {s t : List α} : a ∈ s ++ t ↔ a ∈ s ∨ a ∈ t := by
  induction s with
  | nil => exact ⟨Or.inr, fun h => h.resolve_left not_mem_nil⟩
  | cons b s ih => rw [cons_append, mem_cons, ih, mem_cons, or_assoc]

theorem mem_append_left {a : α} {as : List α} (bs : List α) (h : a ∈ as) : a ∈ as ++ bs := mem_append.mpr (Or.inl h)
theorem mem_append_right {b : α} (as : List α) {bs : List α} (h : b ∈ bs) : b ∈ as ++ bs := mem_append.mpr (Or.inr h)

@[simp] theorem mem_reverse {x : α} {as : List α} : x ∈ as.reverse ↔ x ∈ as := by
  induction as with
  | nil => exact Iff.rfl
  | cons a as ih => rw [reverse_cons, mem_append, ih, mem_singleton, mem_cons, or_comm]

@[simp] theorem mem_map {b : β} {f : α → β} {l : List α} : b ∈ l.map f ↔ ∃ a, a ∈ l ∧ f a = b := by
  induction l with
  | nil => exact ⟨fun h => absurd h not_mem_nil, fun h => h.elim fun _ ha => absurd ha.1 not_mem_nil⟩
  | cons c l ih =>
    rw [map_cons, mem_cons, ih]
    constructor
    · intro h
      cases h with
      | inl h => exact ⟨c, mem_cons_self, h.symm⟩
      | inr h => exact h.elim fun a ha => ⟨a, mem_cons_of_mem c ha.1, ha.2⟩
    · intro h
      obtain ⟨a, ha, e⟩ := h
      cases mem_cons.mp ha with
      | inl h => exact Or.inl (h ▸ e.symm)
      | inr h => exact Or.inr ⟨a, h, e⟩

theorem mem_map_of_mem {a : α} {l : List α} {f : α → β} (h : a ∈ l) : f a ∈ map f l := mem_map.mpr ⟨a, h, rfl⟩

theorem ne_nil_of_mem {a : α} {l : List α} (h : a ∈ l) : l ≠ [] := fun e => not_mem_nil (e ▸ h)

theorem length_pos_of_mem {a : α} {l : List α} (h : a ∈ l) : 0 < length l :=
  Nat.pos_of_ne_zero fun e => ne_nil_of_mem h (length_eq_zero_iff.mp e)

theorem append_of_mem {a : α} {l : List α} (h : a ∈ l) : ∃ s t : List α, l = s ++ a :: t := by
  induction l with
  | nil => exact absurd h not_mem_nil
  | cons b l ih =>
    cases mem_cons.mp h with
    | inl h => exact ⟨[], l, by rw [h]; rfl⟩
    | inr h =>
      obtain ⟨s, t, e⟩ := ih h
      exact ⟨b :: s, t, by rw [e]; rfl⟩

theorem mem_iff_append {a : α} {l : List α} : a ∈ l ↔ ∃ s t : List α, l = s ++ a :: t :=
  ⟨append_of_mem, fun ⟨s, _, e⟩ => e ▸ mem_append_right s mem_cons_self⟩

/-! ## Filter -/

@[simp] theorem filter_append {p : α → Bool} (l₁ l₂ : List α) : filter p (l₁ ++ l₂) = filter p l₁ ++ filter p l₂ := by
  induction l₁ with
  | nil => rfl
  | cons a l₁ ih =>
    by_cases h : p a = true
    · rw [cons_append, filter_cons_of_pos h, filter_cons_of_pos h, ih, cons_append]
    · rw [cons_append, filter_cons_of_neg h, filter_cons_of_neg h, ih]

@[simp] theorem mem_filter {p : α → Bool} {as : List α} {x : α} : x ∈ filter p as ↔ x ∈ as ∧ p x = true := by
  induction as with
  | nil => exact ⟨fun h => absurd h not_mem_nil, fun h => h.1⟩
  | cons a as ih =>
    by_cases h : p a = true
    · rw [filter_cons_of_pos h, mem_cons, ih, mem_cons]
      constructor
      · intro h'
        cases h' with
        | inl e => exact ⟨Or.inl e, e ▸ h⟩
        | inr h' => exact ⟨Or.inr h'.1, h'.2⟩
      · intro h'
        cases h'.1 with
        | inl e => exact Or.inl e
        | inr m => exact Or.inr ⟨m, h'.2⟩
    · rw [filter_cons_of_neg h, ih, mem_cons]
      constructor
      · exact fun h' => ⟨Or.inr h'.1, h'.2⟩
      · intro h'
        cases h'.1 with
        | inl e => exact absurd (e ▸ h'.2) h
        | inr m => exact ⟨m, h'.2⟩

theorem length_filter_le (p : α → Bool) (l : List α) : (l.filter p).length ≤ l.length := by
  induction l with
  | nil => exact Nat.le_refl 0
  | cons a l ih =>
    by_cases h : p a = true
    · rw [filter_cons_of_pos h]; exact Nat.succ_le_succ ih
    · rw [filter_cons_of_neg h]; exact Nat.le_succ_of_le ih

@[simp] theorem filter_filter {p q : α → Bool} {l : List α} : filter p (filter q l) = filter (fun a => p a && q a) l := by
  induction l with
  | nil => rfl
  | cons a l ih => cases hq : q a <;> cases hp : p a <;> simp [hp, hq, ih]

/-! ## Any, all -/

@[simp] theorem any_eq_true {l : List α} {p : α → Bool} : l.any p = true ↔ ∃ x, x ∈ l ∧ p x = true := by
  induction l with
  | nil => exact ⟨fun h => Bool.noConfusion h, fun h => h.elim fun _ hx => absurd hx.1 not_mem_nil⟩
  | cons a l ih =>
    rw [any_cons, Bool.or_eq_true, ih]
    constructor
    · intro h
      cases h with
      | inl h => exact ⟨a, mem_cons_self, h⟩
      | inr h => exact h.elim fun x hx => ⟨x, mem_cons_of_mem a hx.1, hx.2⟩
    · intro h
      obtain ⟨x, hx, hp⟩ := h
      cases mem_cons.mp hx with
      | inl e => exact Or.inl (e ▸ hp)
      | inr m => exact Or.inr ⟨x, m, hp⟩

@[simp] theorem all_eq_true {l : List α} {p : α → Bool} : l.all p = true ↔ ∀ x, x ∈ l → p x = true := by
  induction l with
  | nil => exact ⟨fun _ x hx => absurd hx not_mem_nil, fun _ => rfl⟩
  | cons a l ih => rw [all_cons, Bool.and_eq_true, ih, forall_mem_cons]

/-! ## Take, drop, replicate -/

@[simp] theorem take_append_drop (i : Nat) (l : List α) : take i l ++ drop i l = l := by
  induction i generalizing l with
  | zero => rfl
  | succ i ih =>
    cases l with
    | nil => rfl
    | cons a l => exact congrArg (a :: ·) (ih l)

@[simp] theorem length_drop {i : Nat} {l : List α} : (drop i l).length = l.length - i := by
  induction i generalizing l with
  | zero => rfl
  | succ i ih =>
    cases l with
    | nil => exact (Nat.zero_sub (i + 1)).symm
    | cons a l => rw [drop_succ_cons, ih, length_cons, Nat.add_sub_add_right]

theorem length_take_le (i : Nat) (l : List α) : (take i l).length ≤ i := by
  induction i generalizing l with
  | zero => exact Nat.le_refl 0
  | succ i ih =>
    cases l with
    | nil => exact Nat.zero_le _
    | cons a l => exact Nat.succ_le_succ (ih l)

@[simp] theorem map_replicate {n : Nat} {a : α} {f : α → β} : (replicate n a).map f = replicate n (f a) := by
  induction n with
  | zero => rfl
  | succ n ih => exact congrArg (f a :: ·) ih

theorem eq_of_mem_replicate {a b : α} {n : Nat} (h : b ∈ replicate n a) : b = a := by
  induction n with
  | zero => exact absurd h not_mem_nil
  | succ n ih => exact (mem_cons.mp h).elim id ih

end List

prelude
import Init.List.Theory
/-!
# Lists: pairwise relations, lists without repetitions, removal, permutations
-/

universe u v

namespace List

variable {α : Type u} {β : Type v}

/-! ## Removal -/

@[simp] theorem erase_nil [BEq α] (a : α) : [].erase a = [] := rfl
theorem erase_cons [BEq α] {a b : α} {l : List α} : (b :: l).erase a = if b == a then l else b :: l.erase a := by
  rw [List.erase]
  cases h : b == a with
  | true => rw [if_pos rfl]
  | false => rw [if_neg nofun]
@[simp] theorem erase_cons_head [BEq α] [LawfulBEq α] {a : α} {l : List α} : (a :: l).erase a = l := by
  rw [erase_cons, if_pos (beq_self_eq_true a)]
@[simp] theorem erase_cons_tail [BEq α] {a b : α} {l : List α} (h : ¬b == a) : (b :: l).erase a = b :: l.erase a := by
  rw [erase_cons, if_neg h]
theorem erase_of_not_mem [BEq α] [LawfulBEq α] {a : α} {l : List α} (h : ¬a ∈ l) : l.erase a = l := by
  induction l with
  | nil => rfl
  | cons b l ih =>
    rw [mem_cons, not_or] at h
    rw [erase_cons_tail fun e => h.1 (eq_of_beq e).symm, ih h.2]
theorem length_erase_of_mem [BEq α] [LawfulBEq α] {a : α} {l : List α} (h : a ∈ l) :
    length (l.erase a) = length l - 1 := by
  induction l with
  | nil => exact absurd h not_mem_nil
  | cons b l ih =>
    by_cases e : b = a
    · rw [e, erase_cons_head]; rfl
    · have m := (mem_cons.1 h).resolve_left fun k => e k.symm
      rw [erase_cons_tail fun k => e (eq_of_beq k), length_cons, ih m, length_cons]
      have := length_pos_of_mem m
      omega
theorem mem_of_mem_erase [BEq α] {a b : α} {l : List α} (h : a ∈ l.erase b) : a ∈ l := by
  induction l with
  | nil => exact h
  | cons c l ih =>
    rw [erase_cons] at h
    split at h
    · exact mem_cons_of_mem c h
    · exact mem_cons.2 ((mem_cons.1 h).imp_right ih)
@[simp] theorem mem_erase_of_ne [BEq α] [LawfulBEq α] {a b : α} {l : List α} (ab : a ≠ b) : a ∈ l.erase b ↔ a ∈ l := by
  refine ⟨mem_of_mem_erase, fun h => ?_⟩
  induction l with
  | nil => exact h
  | cons c l ih =>
    rw [erase_cons]
    split
    · next e => exact (mem_cons.1 h).resolve_left fun k => ab (k.trans (eq_of_beq e))
    · exact mem_cons.2 ((mem_cons.1 h).imp_right ih)

/-! ## Pairwise relations -/

inductive Pairwise (R : α → α → Prop) : List α → Prop
  | nil : Pairwise R []
  | cons : ∀ {a : α} {l : List α}, (∀ a', a' ∈ l → R a a') → Pairwise R l → Pairwise R (a :: l)

variable {R S : α → α → Prop}

@[simp] theorem pairwise_cons {a : α} {l : List α} : Pairwise R (a :: l) ↔ (∀ a', a' ∈ l → R a a') ∧ Pairwise R l :=
  ⟨fun | .cons h k => ⟨h, k⟩, fun ⟨h, k⟩ => .cons h k⟩
theorem rel_of_pairwise_cons {a : α} {l : List α} {R : α → α → Prop} (p : Pairwise R (a :: l)) :
    ∀ {a'}, a' ∈ l → R a a' := fun {a'} h => (pairwise_cons.1 p).1 a' h
theorem Pairwise.of_cons {a : α} {l : List α} {R : α → α → Prop} (p : Pairwise R (a :: l)) : Pairwise R l :=
  (pairwise_cons.1 p).2
theorem Pairwise.imp (H : ∀ {a b}, R a b → S a b) {l : List α} (h : Pairwise R l) : Pairwise S l := by
  induction h with
  | nil => exact .nil
  | cons h _ ih => exact .cons (fun b k => H (h b k)) ih
theorem pairwise_singleton (R : α → α → Prop) (a : α) : Pairwise R [a] := .cons (fun _ h => absurd h not_mem_nil) .nil
theorem pairwise_append {l₁ l₂ : List α} :
    Pairwise R (l₁ ++ l₂) ↔ Pairwise R l₁ ∧ Pairwise R l₂ ∧ ∀ a, a ∈ l₁ → ∀ b, b ∈ l₂ → R a b := by
  induction l₁ with
  | nil => exact ⟨fun h => ⟨.nil, h, fun _ k => absurd k not_mem_nil⟩, fun h => h.2.1⟩
  | cons c l ih =>
    rw [cons_append, pairwise_cons, pairwise_cons, ih]
    constructor
    · rintro ⟨h, k₁, k₂, k₃⟩
      refine ⟨⟨fun a m => h a (mem_append_left l₂ m), k₁⟩, k₂, fun a m b n => ?_⟩
      rcases mem_cons.1 m with e | m
      · exact e ▸ h b (mem_append_right l n)
      · exact k₃ a m b n
    · rintro ⟨⟨h, k₁⟩, k₂, k₃⟩
      refine ⟨fun a m => ?_, k₁, k₂, fun a m => k₃ a (mem_cons_of_mem c m)⟩
      exact (mem_append.1 m).elim (h a) (k₃ c mem_cons_self a)
theorem Pairwise.filter (p : α → Bool) {l : List α} (h : Pairwise R l) : Pairwise R (filter p l) := by
  induction h with
  | nil => exact .nil
  | @cons a l h _ ih =>
    by_cases k : p a
    · rw [filter_cons_of_pos k]; exact .cons (fun b m => h b (mem_filter.1 m).1) ih
    · rw [filter_cons_of_neg k]; exact ih
theorem Pairwise.map {β : Type u} {α : Type v} {R : α → α → Prop} {l : List α} {S : β → β → Prop} (f : α → β)
    (H : ∀ a b : α, R a b → S (f a) (f b)) (h : Pairwise R l) : Pairwise S (map f l) := by
  induction h with
  | nil => exact .nil
  | @cons a l h _ ih =>
    refine .cons (fun b m => ?_) ih
    obtain ⟨c, k, e⟩ := mem_map.1 m
    exact e ▸ H a c (h c k)
theorem pairwise_lt_range {n : Nat} : Pairwise (· < ·) (range n) := by
  induction n with
  | zero => exact .nil
  | succ n ih =>
    rw [range_succ, pairwise_append]
    exact ⟨ih, pairwise_singleton _ n, fun a h b k => mem_singleton.1 k ▸ mem_range.1 h⟩

/-! ## Without repetitions -/

@[reducible] def Nodup : List α → Prop := Pairwise (· ≠ ·)

@[simp] theorem nodup_nil : @Nodup α [] := .nil
@[simp] theorem nodup_cons {a : α} {l : List α} : Nodup (a :: l) ↔ ¬a ∈ l ∧ Nodup l := by
  rw [Nodup, pairwise_cons]
  exact and_congr_left fun _ => ⟨fun h k => h a k rfl, fun h b k e => h (e ▸ k)⟩
theorem nodup_range {n : Nat} : Nodup (range n) := pairwise_lt_range.imp Nat.ne_of_lt
theorem Nodup.erase [BEq α] [LawfulBEq α] (a : α) {l : List α} (h : Nodup l) : Nodup (l.erase a) := by
  induction l with
  | nil => exact h
  | cons b l ih =>
    rw [nodup_cons] at h
    rw [erase_cons]
    split
    · exact h.2
    · exact nodup_cons.2 ⟨fun m => h.1 (mem_of_mem_erase m), ih h.2⟩
theorem Nodup.mem_erase_iff [BEq α] [LawfulBEq α] {a b : α} {l : List α} (d : Nodup l) :
    a ∈ l.erase b ↔ a ≠ b ∧ a ∈ l := by
  induction l with
  | nil => exact ⟨fun h => absurd h not_mem_nil, And.right⟩
  | cons c l ih =>
    rw [nodup_cons] at d
    rw [erase_cons, mem_cons]
    split
    · next e =>
      have e := eq_of_beq e
      exact ⟨fun h => ⟨fun k => d.1 (by rw [e, ← k]; exact h), .inr h⟩, fun h => h.2.resolve_left fun k => h.1 (k.trans e)⟩
    · next e =>
      rw [mem_cons, ih d.2]
      constructor
      · rintro (h | h)
        · exact ⟨fun k => e (by rw [← h, k]; exact beq_self_eq_true b), .inl h⟩
        · exact ⟨h.1, .inr h.2⟩
      · rintro ⟨h, k⟩
        exact k.imp_right fun k => ⟨h, k⟩

instance instDecidablePairwise [DecidableRel R] : (l : List α) → Decidable (Pairwise R l)
  | [] => isTrue .nil
  | _ :: l =>
    have := instDecidablePairwise l
    decidable_of_iff _ pairwise_cons.symm
instance nodupDecidable [DecidableEq α] : ∀ l : List α, Decidable (Nodup l) := fun l =>
  instDecidablePairwise (R := (· ≠ ·)) l

/-! ## Permutations -/

inductive Perm : List α → List α → Prop
  | nil : Perm [] []
  | cons (x : α) {l₁ l₂ : List α} : Perm l₁ l₂ → Perm (x :: l₁) (x :: l₂)
  | swap (x y : α) (l : List α) : Perm (y :: x :: l) (x :: y :: l)
  | trans {l₁ l₂ l₃ : List α} : Perm l₁ l₂ → Perm l₂ l₃ → Perm l₁ l₃

@[simp, refl] protected theorem Perm.refl (l : List α) : Perm l l := by
  induction l with
  | nil => exact .nil
  | cons a l ih => exact ih.cons a
protected theorem Perm.rfl {l : List α} : Perm l l := .refl l
theorem Perm.of_eq {l₁ l₂ : List α} (h : l₁ = l₂) : Perm l₁ l₂ := h ▸ .refl l₁
protected theorem Perm.symm {l₁ l₂ : List α} (h : Perm l₁ l₂) : Perm l₂ l₁ := by
  induction h with
  | nil => exact .nil
  | cons a _ ih => exact ih.cons a
  | swap a b l => exact .swap b a l
  | trans _ _ h k => exact k.trans h
theorem perm_comm {l₁ l₂ : List α} : Perm l₁ l₂ ↔ Perm l₂ l₁ := ⟨Perm.symm, Perm.symm⟩
theorem Perm.length_eq {l₁ l₂ : List α} (p : Perm l₁ l₂) : length l₁ = length l₂ := by
  induction p with
  | nil => rfl
  | cons _ _ ih => rw [length_cons, length_cons, ih]
  | swap => rfl
  | trans _ _ h k => exact h.trans k
theorem Perm.mem_iff {a : α} {l₁ l₂ : List α} (p : Perm l₁ l₂) : a ∈ l₁ ↔ a ∈ l₂ := by
  induction p with
  | nil => exact Iff.rfl
  | cons _ _ ih => rw [mem_cons, mem_cons, ih]
  | swap => rw [mem_cons, mem_cons, mem_cons, mem_cons, or_left_comm]
  | trans _ _ h k => exact h.trans k
theorem Perm.map (f : α → β) {l₁ l₂ : List α} (p : Perm l₁ l₂) : Perm (map f l₁) (map f l₂) := by
  induction p with
  | nil => exact .nil
  | cons a _ ih => exact ih.cons (f a)
  | swap a b l => exact .swap (f a) (f b) (List.map f l)
  | trans _ _ h k => exact h.trans k
theorem Perm.sum_nat {l₁ l₂ : List Nat} (h : Perm l₁ l₂) : l₁.sum = l₂.sum := by
  induction h with
  | nil => rfl
  | cons a _ ih => rw [sum_cons, sum_cons, ih]
  | swap a b l => rw [sum_cons, sum_cons, sum_cons, sum_cons, Nat.add_left_comm]
  | trans _ _ h k => exact h.trans k
theorem Perm.append_right {l₁ l₂ : List α} (t₁ : List α) (p : Perm l₁ l₂) : Perm (l₁ ++ t₁) (l₂ ++ t₁) := by
  induction p with
  | nil => exact .refl t₁
  | cons a _ ih => exact ih.cons a
  | swap a b l => exact .swap a b (l ++ t₁)
  | trans _ _ h k => exact h.trans k
theorem Perm.append_left {t₁ t₂ : List α} (l : List α) (p : Perm t₁ t₂) : Perm (l ++ t₁) (l ++ t₂) := by
  induction l with
  | nil => exact p
  | cons a l ih => exact ih.cons a
theorem perm_middle {a : α} {l₁ l₂ : List α} : Perm (l₁ ++ a :: l₂) (a :: (l₁ ++ l₂)) := by
  induction l₁ with
  | nil => exact .refl _
  | cons b l ih => exact (ih.cons b).trans (.swap a b _)
theorem reverse_perm (l : List α) : Perm (reverse l) l := by
  induction l with
  | nil => exact .nil
  | cons a l ih =>
    rw [reverse_cons]
    have h := perm_middle (a := a) (l₁ := reverse l) (l₂ := [])
    rw [append_nil] at h
    exact h.trans (ih.cons a)

end List

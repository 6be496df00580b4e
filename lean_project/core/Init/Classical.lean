prelude
import Init.Config
/-!
# Classical logic

Choice, the excluded middle that follows from it (Diaconescu), and what `by_cases`, `by_contra`
and `open Classical` use.
-/

universe u v

namespace Classical

noncomputable def indefiniteDescription {α : Sort u} (p : α → Prop) (h : ∃ x, p x) : {x // p x} :=
  choice (h.elim fun x hx => ⟨⟨x, hx⟩⟩)

noncomputable def choose {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : α := (indefiniteDescription p h).val

theorem choose_spec {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : p (choose h) :=
  (indefiniteDescription p h).property

-- Two predicates on `Prop`, one true of `True`, the other of `False`, and both true everywhere
-- if `p` holds.  Choosing a witness of each decides `p`: the witnesses are equal if `p` holds,
-- and if neither choice was made on the strength of `p`, they are `True` and `False`.
theorem em (p : Prop) : p ∨ ¬p := by
  have hT : ∃ x, x = True ∨ p := ⟨True, .inl rfl⟩
  have hF : ∃ x, x = False ∨ p := ⟨False, .inl rfl⟩
  have agree : p → choose hT = choose hF := by
    intro hp
    have same : (fun x : Prop => x = True ∨ p) = fun x => x = False ∨ p :=
      funext fun x => propext ⟨fun _ => .inr hp, fun _ => .inr hp⟩
    have all : ∀ (P Q : Prop → Prop) (hP : ∃ x, P x) (hQ : ∃ x, Q x), P = Q → choose hP = choose hQ := by
      intro P Q hP hQ e
      subst e
      rfl
    exact all _ _ hT hF same
  cases choose_spec hT with
  | inr hp => exact .inl hp
  | inl eT =>
    cases choose_spec hF with
    | inr hp => exact .inl hp
    | inl eF => exact .inr fun hp => true_ne_false (eT.symm.trans ((agree hp).trans eF))

@[instance_reducible] noncomputable def inhabited_of_nonempty {α : Sort u} (h : Nonempty α) : Inhabited α := ⟨choice h⟩

@[instance_reducible] noncomputable def inhabited_of_exists {α : Sort u} {p : α → Prop} (h : ∃ x, p x) : Inhabited α := ⟨choose h⟩

noncomputable scoped instance (priority := low) propDecidable (a : Prop) : Decidable a :=
  choice ((em a).elim (fun h => ⟨isTrue h⟩) (fun h => ⟨isFalse h⟩))

@[instance_reducible] noncomputable def decidableInhabited (a : Prop) : Inhabited (Decidable a) := ⟨propDecidable a⟩

@[instance_reducible] noncomputable def typeDecidableEq (α : Sort u) : DecidableEq α := fun _ _ => inferInstance

theorem propComplete (a : Prop) : a = True ∨ a = False :=
  (em a).elim (fun h => .inl (propext (iff_true_intro h))) (fun h => .inr (propext (iff_false_intro h)))

theorem byCases {p q : Prop} (hpq : p → q) (hnpq : ¬p → q) : q := (em p).elim hpq hnpq

theorem byContradiction {p : Prop} (h : ¬p → False) : p := byCases id fun n => (h n).elim

theorem not_not {a : Prop} : ¬¬a ↔ a := ⟨fun h => byContradiction h, not_not_intro⟩
theorem of_not_not {a : Prop} : ¬¬a → a := not_not.1

theorem not_forall {α : Sort u} {p : α → Prop} : (¬∀ x, p x) ↔ ∃ x, ¬p x :=
  ⟨fun h => byContradiction fun n => h fun x => byContradiction fun nx => n ⟨x, nx⟩, fun ⟨x, n⟩ h => n (h x)⟩
theorem not_forall_not {α : Sort u} {p : α → Prop} : (¬∀ x, ¬p x) ↔ ∃ x, p x :=
  ⟨fun h => byContradiction fun n => h fun x hx => n ⟨x, hx⟩, fun ⟨x, hx⟩ h => h x hx⟩
theorem not_exists_not {α : Sort u} {p : α → Prop} : (¬∃ x, ¬p x) ↔ ∀ x, p x :=
  ⟨fun h x => byContradiction fun n => h ⟨x, n⟩, fun h ⟨x, n⟩ => n (h x)⟩
theorem forall_or_exists_not {α : Sort u} (P : α → Prop) : (∀ a, P a) ∨ ∃ a, ¬P a :=
  byCases .inl fun h => .inr (not_forall.1 h)
theorem exists_or_forall_not {α : Sort u} (P : α → Prop) : (∃ a, P a) ∨ ∀ a, ¬P a :=
  byCases .inl fun h => .inr fun a ha => h ⟨a, ha⟩
theorem not_imp {a b : Prop} : ¬(a → b) ↔ a ∧ ¬b :=
  ⟨fun h => ⟨byContradiction fun n => h fun ha => absurd ha n, fun hb => h fun _ => hb⟩, fun ⟨ha, nb⟩ h => nb (h ha)⟩
theorem not_and_iff_not_or_not {a b : Prop} : ¬(a ∧ b) ↔ ¬a ∨ ¬b :=
  ⟨fun h => byCases (fun ha => .inr fun hb => h ⟨ha, hb⟩) .inl, fun h ⟨ha, hb⟩ => h.elim (· ha) (· hb)⟩
theorem or_iff_not_imp_left {a b : Prop} : a ∨ b ↔ (¬a → b) :=
  ⟨Or.resolve_left, fun h => byCases .inl fun n => .inr (h n)⟩
theorem or_iff_not_imp_right {a b : Prop} : a ∨ b ↔ (¬b → a) := or_comm.trans or_iff_not_imp_left
theorem imp_iff_not_or {a b : Prop} : (a → b) ↔ (¬a ∨ b) :=
  ⟨fun h => byCases (fun ha => .inr (h ha)) .inl, fun h ha => h.elim (absurd ha) id⟩
theorem not_imp_not {a b : Prop} : (¬a → ¬b) ↔ (b → a) :=
  ⟨fun h hb => byContradiction fun n => h n hb, mt⟩
theorem imp_or {a b c : Prop} : (a → b ∨ c) ↔ (a → b) ∨ (a → c) :=
  ⟨fun h => byCases (fun ha => (h ha).elim (fun hb => .inl fun _ => hb) (fun hc => .inr fun _ => hc))
      (fun n => .inl fun ha => absurd ha n),
    fun h ha => h.elim (fun f => .inl (f ha)) (fun f => .inr (f ha))⟩
theorem axiomOfChoice {α : Sort u} {β : α → Sort v} {r : ∀ x, β x → Prop} (h : ∀ x, ∃ y, r x y) :
    ∃ (f : ∀ x, β x), ∀ x, r x (f x) := ⟨fun x => choose (h x), fun x => choose_spec (h x)⟩
theorem skolem {α : Sort u} {b : α → Sort v} {p : ∀ x, b x → Prop} :
    (∀ x, ∃ y, p x y) ↔ ∃ (f : ∀ x, b x), ∀ x, p x (f x) :=
  ⟨axiomOfChoice, fun ⟨f, hf⟩ x => ⟨f x, hf x⟩⟩

end Classical

noncomputable def Exists.choose {α : Sort u} {p : α → Prop} (P : ∃ a, p a) : α := Classical.choose P

theorem Exists.choose_spec {α : Sort u} {p : α → Prop} (P : ∃ a, p a) : p P.choose :=
  Classical.choose_spec P

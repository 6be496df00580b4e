prelude
import Init.NativeMacros
/-!
# Propositional and first-order logic

Equality and casts, the connectives, decidability of compound propositions, quotients, and
proof by subsingletons: what comes before the simplifier has any lemma.
-/

universe u v w

axiom propext {a b : Prop} : (a ↔ b) → a = b

theorem Iff.refl (a : Prop) : a ↔ a := ⟨id, id⟩
protected theorem Iff.rfl {a : Prop} : a ↔ a := Iff.refl a

-- Every inductive type declared after `Eq.propIntro` gets its `inj` and `injEq` theorems by itself.
theorem Eq.propIntro {a b : Prop} (h₁ : a → b) (h₂ : b → a) : a = b := propext ⟨h₁, h₂⟩

theorem Lean.injEq_helper {P Q R : Prop} (f : P → Q → R) (h : P ∧ Q) : R := f h.1 h.2

-- Not for `simp`: it would count numerals down by one.
theorem Nat.succ.inj {m n : Nat} (h : m.succ = n.succ) : m = n := Nat.noConfusion h id
theorem Nat.succ.injEq (u v : Nat) : (u.succ = v.succ) = (u = v) := Eq.propIntro Nat.succ.inj (congrArg Nat.succ)
gen_injective_theorems% Prod
gen_injective_theorems% PProd
gen_injective_theorems% MProd
gen_injective_theorems% Subtype
gen_injective_theorems% PLift
gen_injective_theorems% ULift
gen_injective_theorems% Fin
gen_injective_theorems% BitVec
gen_injective_theorems% Char
gen_injective_theorems% Option
gen_injective_theorems% List
gen_injective_theorems% Array
gen_injective_theorems% Sum
gen_injective_theorems% PSum
gen_injective_theorems% Sigma
gen_injective_theorems% PSigma
gen_injective_theorems% Except
gen_injective_theorems% EStateM.Result

attribute [refl] Iff.refl

/-! ## Truth, falsity, negation -/

theorem trivial : True := True.intro
theorem mt {a b : Prop} (h₁ : a → b) (h₂ : ¬b) : ¬a := fun ha => h₂ (h₁ ha)
theorem not_false : ¬False := fun h => h
theorem not_not_intro {p : Prop} (h : p) : ¬¬p := fun hn => hn h
theorem proof_irrel {a : Prop} (h₁ h₂ : a) : h₁ = h₂ := rfl
abbrev Not.elim {a : Prop} {α : Sort u} (H1 : ¬a) (H2 : a) : α := absurd H2 H1
abbrev Not.intro {a : Prop} (h : a → False) : ¬a := h
theorem Not.imp {a b : Prop} (H2 : ¬b) (H1 : a → b) : ¬a := fun ha => H2 (H1 ha)
theorem not_congr {a b : Prop} (h : a ↔ b) : ¬a ↔ ¬b := ⟨fun n hb => n (h.2 hb), fun n ha => n (h.1 ha)⟩
theorem not_not_not {a : Prop} : ¬¬¬a ↔ ¬a := ⟨fun h ha => h fun n => n ha, fun h n => n h⟩
theorem iff_not_self {a : Prop} : ¬(a ↔ ¬a) := fun h =>
  have n : ¬a := fun ha => h.mp ha ha
  n (h.mpr n)
theorem imp_not_comm {a b : Prop} : (a → ¬b) ↔ (b → ¬a) := ⟨fun h hb ha => h ha hb, fun h ha hb => h hb ha⟩

/-! ## Equality -/

@[macro_inline] def Eq.mp {α β : Sort u} (h : α = β) (a : α) : β := h.rec a
@[macro_inline] def Eq.mpr {α β : Sort u} (h : α = β) (b : β) : α := h.symm.rec b
theorem Eq.substr {α : Sort u} {p : α → Prop} {a b : α} (h₁ : b = a) (h₂ : p a) : p b :=
  h₁.symm.subst h₂
@[simp] theorem cast_eq {α : Sort u} (h : α = α) (a : α) : cast h a = a := rfl
theorem eq_comm {α : Sort u} {a b : α} : a = b ↔ b = a := ⟨Eq.symm, Eq.symm⟩
theorem eq_self_iff_true {α : Sort u} (a : α) : a = a ↔ True := ⟨fun _ => trivial, fun _ => rfl⟩
theorem Eq.trans_ne {α : Sort u} {a b c : α} (h₁ : a = b) (h₂ : b ≠ c) : a ≠ c := fun e => h₂ (h₁.symm.trans e)
theorem Eq.congr {α : Sort u} {x₁ y₁ x₂ y₂ : α} (h₁ : x₁ = y₁) (h₂ : x₂ = y₂) : x₁ = x₂ ↔ y₁ = y₂ := by
  subst h₁ h₂; exact ⟨id, id⟩
theorem congrFun₂ {α : Sort u} {β : α → Sort v} {γ : (a : α) → β a → Sort w} {f g : (a : α) → (b : β a) → γ a b}
    (h : f = g) (a : α) (b : β a) : f a b = g a b := by subst h; rfl
theorem id_def {α : Sort u} (a : α) : id a = a := rfl

section Ne
variable {α : Sort u} {a b : α} {p : Prop}

theorem Ne.intro (h : a = b → False) : a ≠ b := h
theorem Ne.elim (h : a ≠ b) : a = b → False := h
theorem Ne.irrefl (h : a ≠ a) : False := h rfl
@[symm] theorem Ne.symm (h : a ≠ b) : b ≠ a := fun e => h e.symm
theorem Ne.trans_eq {c : α} (h₁ : a ≠ b) (h₂ : b = c) : a ≠ c := fun e => h₁ (e.trans h₂.symm)
theorem ne_comm : a ≠ b ↔ b ≠ a := ⟨Ne.symm, Ne.symm⟩
theorem ne_of_eq_of_ne {c : α} (h₁ : a = b) (h₂ : b ≠ c) : a ≠ c := h₁.trans_ne h₂
theorem ne_of_ne_of_eq {c : α} (h₁ : a ≠ b) (h₂ : b = c) : a ≠ c := h₁.trans_eq h₂
theorem false_of_ne (h : a ≠ a) : False := h rfl
theorem ne_false_of_self (hp : p) : p ≠ False := fun e => e ▸ hp
theorem ne_true_of_not (hn : ¬p) : p ≠ True := fun e => hn (e.symm ▸ trivial)
theorem true_ne_false : ¬True = False := fun e => e ▸ trivial
theorem false_ne_true : False ≠ True := fun e => e.symm ▸ trivial
end Ne

theorem Bool.of_not_eq_true : {b : Bool} → ¬(b = true) → b = false
  | true, h => absurd rfl h
  | false, _ => rfl
theorem Bool.of_not_eq_false : {b : Bool} → ¬(b = false) → b = true
  | true, _ => rfl
  | false, h => absurd rfl h

/-! ## Heterogeneous equality -/

section HEq
variable {α β φ : Sort u} {a a' : α} {b b' : β} {c : φ}

def HEq.ndrec.{u1, u2} {α : Sort u2} {a : α} {motive : {β : Sort u2} → β → Sort u1} (m : motive a)
    {β : Sort u2} {b : β} (h : HEq a b) : motive b := h.rec m
def HEq.elim {α : Sort u} {a : α} {p : α → Sort v} {b : α} (h₁ : HEq a b) (h₂ : p a) : p b :=
  eq_of_heq h₁ ▸ h₂
theorem HEq.subst {p : (T : Sort u) → T → Prop} (h₁ : HEq a b) (h₂ : p α a) : p β b :=
  HEq.ndrec (motive := fun {T} x => p T x) h₂ h₁
@[symm] theorem HEq.symm (h : HEq a b) : HEq b a := h.rec (HEq.refl a)
theorem type_eq_of_heq (h : HEq a b) : α = β := h.rec (Eq.refl α)
theorem HEq.trans (h₁ : HEq a b) (h₂ : HEq b c) : HEq a c := HEq.subst h₂ h₁
theorem heq_of_heq_of_eq (h₁ : HEq a b) (h₂ : b = b') : HEq a b' := h₁.trans (heq_of_eq h₂)
theorem heq_of_eq_of_heq (h₁ : a = a') (h₂ : HEq a' b) : HEq a b := (heq_of_eq h₁).trans h₂
theorem heq_of_eqRec_eq (h₁ : α = β) (h₂ : h₁ ▸ a = b) : HEq a b := by subst h₁; exact heq_of_eq h₂
theorem eqRec_heq' {α : Sort u} {a' : α} {motive : (a : α) → a' = a → Sort v} (p : motive a' (rfl : a' = a'))
    {a : α} (t : a' = a) : HEq (@Eq.rec α a' motive p a t) p := by subst t; rfl
theorem eqRec_heq {α : Sort u} {φ : α → Sort v} {a a' : α} (h : a = a') (p : φ a) :
    HEq (Eq.recOn (motive := fun x _ => φ x) h p) p := by subst h; rfl
theorem cast_heq {α β : Sort u} (h : α = β) (a : α) : HEq (cast h a) a := by subst h; rfl
theorem heq_comm : HEq a b ↔ HEq b a := ⟨HEq.symm, HEq.symm⟩
theorem heq_self_iff_true (a : α) : HEq a a ↔ True := ⟨fun _ => trivial, fun _ => HEq.rfl⟩
theorem eq_cast_iff_heq {α β : Sort u} {e : α = β} {a : β} {b : α} : a = cast e b ↔ HEq a b := by
  subst e; exact ⟨heq_of_eq, eq_of_heq⟩
theorem cast_eq_iff_heq {α β : Sort u} {e : α = β} {a : α} {b : β} : cast e a = b ↔ HEq a b := by
  subst e; exact ⟨heq_of_eq, eq_of_heq⟩
end HEq

theorem congr_heq {α β γ : Sort _} {f : α → γ} {g : β → γ} {x : α} {y : β} (h₁ : HEq f g) (h₂ : HEq x y) :
    f x = g y := by cases h₂; cases h₁; rfl

/-! ## Equivalence -/

section Iff

theorem Iff.of_eq (h : a = b) : a ↔ b := h ▸ Iff.rfl
theorem Iff.trans (h₁ : a ↔ b) (h₂ : b ↔ c) : a ↔ c :=
  ⟨fun ha => h₂.mp (h₁.mp ha), fun hc => h₁.mpr (h₂.mpr hc)⟩
@[symm] theorem Iff.symm (h : a ↔ b) : b ↔ a := ⟨h.mpr, h.mp⟩
instance : Trans Iff Iff Iff := ⟨Iff.trans⟩
theorem Eq.to_iff (h : a = b) : a ↔ b := Iff.of_eq h
theorem Iff.comm : (a ↔ b) ↔ (b ↔ a) := ⟨Iff.symm, Iff.symm⟩
theorem iff_comm : (a ↔ b) ↔ (b ↔ a) := Iff.comm
theorem iff_iff_eq : (a ↔ b) ↔ a = b := ⟨propext, Iff.of_eq⟩
@[simp] theorem eq_iff_iff : (a = b) ↔ (a ↔ b) := iff_iff_eq.symm
theorem Iff.not (h : a ↔ b) : ¬a ↔ ¬b := not_congr h
theorem iff_of_true (ha : a) (hb : b) : a ↔ b := ⟨fun _ => hb, fun _ => ha⟩
theorem iff_of_false (ha : ¬a) (hb : ¬b) : a ↔ b := ⟨fun h => absurd h ha, fun h => absurd h hb⟩
theorem iff_true_left (ha : a) : (a ↔ b) ↔ b := ⟨fun h => h.1 ha, iff_of_true ha⟩
theorem iff_true_right (ha : a) : (b ↔ a) ↔ b := Iff.comm.trans (iff_true_left ha)
theorem iff_false_left (ha : ¬a) : (a ↔ b) ↔ ¬b := ⟨fun h hb => ha (h.2 hb), iff_of_false ha⟩
theorem iff_false_right (ha : ¬a) : (b ↔ a) ↔ ¬b := Iff.comm.trans (iff_false_left ha)
theorem of_iff_true (h : a ↔ True) : a := h.2 trivial
theorem iff_true_intro (h : a) : a ↔ True := iff_of_true h trivial
theorem not_of_iff_false : (p ↔ False) → ¬p := Iff.mp
theorem iff_false_intro (h : ¬a) : a ↔ False := iff_of_false h id
theorem not_iff_false_intro (h : a) : ¬a ↔ False := iff_false_intro (not_not_intro h)
theorem not_true : ¬True ↔ False := not_iff_false_intro trivial
theorem not_false_iff : ¬False ↔ True := iff_true_intro id
theorem imp_congr_left (h : a ↔ b) : (a → c) ↔ (b → c) := ⟨fun f hb => f (h.2 hb), fun f ha => f (h.1 ha)⟩
theorem imp_congr_right (h : a → (b ↔ c)) : (a → b) ↔ (a → c) :=
  ⟨fun f ha => (h ha).1 (f ha), fun f ha => (h ha).2 (f ha)⟩
theorem imp_congr (h₁ : a ↔ c) (h₂ : b ↔ d) : (a → b) ↔ (c → d) :=
  (imp_congr_left h₁).trans (imp_congr_right fun _ => h₂)
theorem imp_intro {α β : Prop} (h : α) : β → α := fun _ => h
theorem imp_imp_imp {a b c d : Prop} (h₀ : c → a) (h₁ : b → d) : (a → b) → (c → d) := fun f hc => h₁ (f (h₀ hc))
theorem imp_iff_right {a : Prop} (ha : a) : (a → b) ↔ b := ⟨fun f => f ha, fun hb _ => hb⟩
theorem imp_iff_not (hb : ¬b) : a → b ↔ ¬a := imp_congr_right fun _ => iff_false_intro hb
theorem imp.swap : a → b → c ↔ b → a → c := ⟨fun f hb ha => f ha hb, fun f ha hb => f hb ha⟩
end Iff

/-! ## Conjunction and disjunction -/

section AndOr

abbrev And.elim {α : Sort v} (f : a → b → α) (h : a ∧ b) : α := f h.1 h.2
theorem And.symm : a ∧ b → b ∧ a := fun ⟨ha, hb⟩ => ⟨hb, ha⟩
theorem And.comm : a ∧ b ↔ b ∧ a := ⟨And.symm, And.symm⟩
theorem and_comm : a ∧ b ↔ b ∧ a := And.comm
theorem Or.symm : a ∨ b → b ∨ a := fun h => h.elim .inr .inl
theorem Or.comm : a ∨ b ↔ b ∨ a := ⟨Or.symm, Or.symm⟩
theorem or_comm : a ∨ b ↔ b ∨ a := Or.comm
theorem not_and_of_not_left (b : Prop) : ¬a → ¬(a ∧ b) := fun n h => n h.1
theorem not_and_of_not_right (a : Prop) {b : Prop} : ¬b → ¬(a ∧ b) := fun n h => n h.2
end AndOr

/-! ## Existence -/

theorem Exists.elim {α : Sort u} {p : α → Prop} {b : Prop} (h₁ : ∃ x, p x) (h₂ : ∀ a, p a → b) : b :=
  match h₁ with
  | ⟨a, h⟩ => h₂ a h
theorem nonempty_of_exists {α : Sort u} {p : α → Prop} : (∃ x, p x) → Nonempty α
  | ⟨a, _⟩ => ⟨a⟩
theorem exists_of_subtype {α : Type u} {p : α → Prop} : { x // p x } → ∃ x, p x
  | ⟨a, h⟩ => ⟨a, h⟩

/-! ## Decidability -/

theorem decide_true (h : Decidable True) : @decide True h = true := decide_eq_true trivial
theorem decide_false (h : Decidable False) : @decide False h = false := decide_eq_false id

instance : Decidable True := isTrue trivial
instance : Decidable False := isFalse not_false

namespace Decidable
variable {p q : Prop}

@[macro_inline] def byCases {q : Sort u} [dec : Decidable p] (h1 : p → q) (h2 : ¬p → q) : q :=
  match dec with
  | isTrue h => h1 h
  | isFalse h => h2 h
theorem em (p : Prop) [Decidable p] : p ∨ ¬p := byCases Or.inl Or.inr
theorem byContradiction [dec : Decidable p] (h : ¬p → False) : p := byCases id fun n => (h n).elim
theorem of_not_not [Decidable p] : ¬¬p → p := fun h => byContradiction h
theorem not_not [Decidable p] : ¬¬p ↔ p := ⟨of_not_not, not_not_intro⟩
theorem by_contra [Decidable p] : (¬p → False) → p := byContradiction
theorem or_not_self (p : Prop) [h : Decidable p] : p ∨ ¬p := em p
theorem not_or_self (p : Prop) [h : Decidable p] : ¬p ∨ p := (em p).symm
theorem not_and_iff_or_not {p q : Prop} [Decidable p] [Decidable q] : ¬(p ∧ q) ↔ ¬p ∨ ¬q :=
  ⟨fun h => byCases (fun hp => .inr fun hq => h ⟨hp, hq⟩) .inl, fun h ⟨hp, hq⟩ => h.elim (· hp) (· hq)⟩
theorem not_imp_symm [Decidable a] (h : ¬a → b) (hb : ¬b) : a := byContradiction fun na => hb (h na)
theorem not_imp_comm [Decidable a] [Decidable b] : (¬a → b) ↔ (¬b → a) := ⟨not_imp_symm, not_imp_symm⟩
theorem not_imp_not [Decidable a] : (¬a → ¬b) ↔ (b → a) := ⟨fun h hb => byContradiction fun n => h n hb, mt⟩
theorem imp_iff_not_or [Decidable a] : (a → b) ↔ (¬a ∨ b) :=
  ⟨fun h => byCases (fun ha => .inr (h ha)) .inl, fun h ha => h.elim (absurd ha) id⟩
theorem not_imp_iff_and_not [Decidable a] : ¬(a → b) ↔ a ∧ ¬b :=
  ⟨fun h => ⟨byContradiction fun n => h fun ha => absurd ha n, fun hb => h fun _ => hb⟩, fun ⟨ha, nb⟩ h => nb (h ha)⟩
theorem or_iff_not_imp_left [Decidable a] : a ∨ b ↔ (¬a → b) :=
  ⟨Or.resolve_left, fun h => byCases .inl fun n => .inr (h n)⟩
theorem or_iff_not_imp_right [Decidable b] : a ∨ b ↔ (¬b → a) := or_comm.trans or_iff_not_imp_left
end Decidable

section
variable {p q : Prop}

@[inline] def decidable_of_decidable_of_iff [Decidable p] (h : p ↔ q) : Decidable q :=
  if hp : p then isTrue (h.mp hp) else isFalse fun hq => hp (h.mpr hq)
@[inline] def decidable_of_decidable_of_eq [Decidable p] (h : p = q) : Decidable q :=
  decidable_of_decidable_of_iff (Iff.of_eq h)
@[inline] def decidable_of_iff {b : Prop} (a : Prop) (h : a ↔ b) [Decidable a] : Decidable b :=
  decidable_of_decidable_of_iff h
@[inline] def decidable_of_iff' {a : Prop} (b : Prop) (h : a ↔ b) [Decidable b] : Decidable a :=
  decidable_of_decidable_of_iff h.symm

@[macro_inline] instance [Decidable p] [Decidable q] : Decidable (p → q) :=
  if hp : p then
    if hq : q then isTrue fun _ => hq else isFalse fun h => hq (h hp)
  else isTrue fun h => absurd h hp

instance [Decidable p] [Decidable q] : Decidable (p ↔ q) :=
  if hp : p then
    if hq : q then isTrue ⟨fun _ => hq, fun _ => hp⟩ else isFalse fun h => hq (h.1 hp)
  else
    if hq : q then isFalse fun h => hp (h.2 hq) else isTrue ⟨fun h => absurd h hp, fun h => absurd h hq⟩

instance {c t e : Prop} [dC : Decidable c] [dT : Decidable t] [dE : Decidable e] : Decidable (if c then t else e) :=
  match dC with
  | isTrue _ => dT
  | isFalse _ => dE
end

instance (p q : Prop) [d : Decidable (p ↔ q)] : Decidable (p = q) :=
  match d with
  | isTrue h => isTrue (propext h)
  | isFalse h => isFalse fun heq => h (heq ▸ Iff.rfl)

instance [DecidableEq α] (a b : α) : Decidable (a ≠ b) := inferInstanceAs (Decidable (¬a = b))

theorem ite_eq_left {c : Prop} {h : Decidable c} (hc : c) {α : Sort u} {t e : α} : (ite c t e) = t :=
  match h with
  | isTrue _ => rfl
  | isFalse hnc => absurd hc hnc
theorem ite_eq_right {c : Prop} {h : Decidable c} (hnc : ¬c) {α : Sort u} {t e : α} : (ite c t e) = e :=
  match h with
  | isTrue hc => absurd hc hnc
  | isFalse _ => rfl
theorem dite_eq_left {c : Prop} {h : Decidable c} (hc : c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    (dite c t e) = t hc :=
  match h with
  | isTrue _ => rfl
  | isFalse hnc => absurd hc hnc
theorem dite_eq_right {c : Prop} {h : Decidable c} (hnc : ¬c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    (dite c t e) = e hnc :=
  match h with
  | isTrue hc => absurd hc hnc
  | isFalse _ => rfl

-- The names that these four had before Lean 4.34.
theorem if_pos {c : Prop} {h : Decidable c} (hc : c) {α : Sort u} {t e : α} : (ite c t e) = t := ite_eq_left hc
theorem if_neg {c : Prop} {h : Decidable c} (hnc : ¬c) {α : Sort u} {t e : α} : (ite c t e) = e := ite_eq_right hnc
theorem dif_pos {c : Prop} {h : Decidable c} (hc : c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    (dite c t e) = t hc := dite_eq_left hc
theorem dif_neg {c : Prop} {h : Decidable c} (hnc : ¬c) {α : Sort u} {t : c → α} {e : ¬c → α} :
    (dite c t e) = e hnc := dite_eq_right hnc
theorem dif_eq_if (c : Prop) {h : Decidable c} {α : Sort u} (t : α) (e : α) :
    dite c (fun _ => t) (fun _ => e) = ite c t e :=
  match h with
  | isTrue _ => rfl
  | isFalse _ => rfl

/-! ## Enumerations: what `deriving DecidableEq` and `noConfusion` use -/

abbrev noConfusionTypeEnum {α : Sort u} {β : Sort v} [inst : DecidableEq β] (f : α → β) (P : Sort w) (x y : α) :
    Sort w :=
  (inst (f x) (f y)).casesOn (fun b _ => Bool.casesOn (motive := fun _ => Sort w) b P (P → P))

/-! ## Subsingletons -/

class Subsingleton (α : Sort u) : Prop where
  intro ::
  allEq : (a b : α) → a = b

protected theorem Subsingleton.elim {α : Sort u} [h : Subsingleton α] (a b : α) : a = b := h.allEq a b
protected theorem Subsingleton.helim {α β : Sort u} [h₁ : Subsingleton α] (h₂ : α = β) (a : α) (b : β) :
    HEq a b := by subst h₂; exact heq_of_eq (Subsingleton.elim a b)

instance (p : Prop) : Subsingleton p := ⟨fun _ _ => rfl⟩
instance : Subsingleton Empty := ⟨fun a => a.casesOn⟩
instance : Subsingleton PEmpty := ⟨fun a => a.casesOn⟩
instance : Subsingleton PUnit := ⟨fun _ _ => rfl⟩
instance [Subsingleton α] [Subsingleton β] : Subsingleton (α × β) :=
  ⟨fun {..} {..} => by congr <;> apply Subsingleton.elim⟩

instance (p : Prop) : Subsingleton (Decidable p) :=
  ⟨fun
    | isTrue _, isTrue _ => rfl
    | isFalse _, isFalse _ => rfl
    | isTrue h, isFalse n => absurd h n
    | isFalse n, isTrue h => absurd h n⟩

theorem recSubsingleton {p : Prop} [h : Decidable p] {h₁ : p → Sort u} {h₂ : ¬p → Sort u}
    [h₃ : ∀ (h : p), Subsingleton (h₁ h)] [h₄ : ∀ (h : ¬p), Subsingleton (h₂ h)] :
    Subsingleton (h.casesOn (motive := fun _ => Sort u) fun b r => b.casesOn (motive := fun b => b.Reflects p → Sort u) h₂ h₁ r) :=
  match h with
  | isTrue h => h₃ h
  | isFalse h => h₄ h

/-! ## Zero and one as literals -/

instance (priority := 300) Zero.toOfNat0 {α : Type u} [Zero α] : OfNat α (nat_lit 0) where
  ofNat := Zero.zero
instance (priority := 200) Zero.ofOfNat0 {α : Type u} [OfNat α (nat_lit 0)] : Zero α where
  zero := 0
instance (priority := 300) One.toOfNat1 {α : Type u} [One α] : OfNat α (nat_lit 1) where
  ofNat := One.one
instance (priority := 200) One.ofOfNat1 {α : Type u} [OfNat α (nat_lit 1)] : One α where
  one := 1

/-! ## Relations and quotients -/

structure Equivalence {α : Sort u} (r : α → α → Prop) : Prop where
  refl : ∀ x, r x x
  symm : ∀ {x y}, r x y → r y x
  trans : ∀ {x y z}, r x y → r y z → r x z

def emptyRelation {α : Sort u} (_ _ : α) : Prop := False

def Subrelation {α : Sort u} (q r : α → α → Prop) := ∀ {x y}, q x y → r x y

def InvImage {α : Sort u} {β : Sort v} (r : β → β → Prop) (f : α → β) : α → α → Prop :=
  fun a₁ a₂ => r (f a₁) (f a₂)

inductive Relation.TransGen {α : Sort u} (r : α → α → Prop) : α → α → Prop
  | single {a b} : r a b → TransGen r a b
  | tail {a b c} : TransGen r a b → r b c → TransGen r a c

class Setoid (α : Sort u) where
  r : α → α → Prop
  iseqv : Equivalence r

instance {α : Sort u} [Setoid α] : HasEquiv α := ⟨Setoid.r⟩

namespace Setoid
variable {α : Sort u} [Setoid α]
theorem refl (a : α) : a ≈ a := iseqv.refl a
theorem symm {a b : α} (hab : a ≈ b) : b ≈ a := iseqv.symm hab
theorem trans {a b c : α} (hab : a ≈ b) (hbc : b ≈ c) : a ≈ c := iseqv.trans hab hbc
end Setoid

namespace Quot
variable {α : Sort u} {r : α → α → Prop} {β : Sort v}

theorem liftBeta (f : α → β) (c : (a b : α) → r a b → f a = f b) (a : α) : lift f c (Quot.mk r a) = f a := rfl
theorem indBeta {motive : Quot r → Prop} (p : (a : α) → motive (Quot.mk r a)) (a : α) :
    (ind p (Quot.mk r a) : motive (Quot.mk r a)) = p a := rfl
protected theorem inductionOn {motive : Quot r → Prop} (q : Quot r) (h : (a : α) → motive (Quot.mk r a)) :
    motive q := ind h q
theorem exists_rep (q : Quot r) : ∃ a : α, Quot.mk r a = q :=
  Quot.inductionOn (motive := fun q => ∃ a : α, Quot.mk r a = q) q fun a => ⟨a, rfl⟩
end Quot

def Quotient {α : Sort u} (s : Setoid α) := @Quot α Setoid.r

namespace Quotient
variable {α : Sort u} {β : Sort v}

@[inline] protected def mk (s : Setoid α) (a : α) : Quotient s := Quot.mk Setoid.r a
protected def mk' [s : Setoid α] (a : α) : Quotient s := Quotient.mk s a
theorem sound {s : Setoid α} {a b : α} : a ≈ b → Quotient.mk s a = Quotient.mk s b := Quot.sound
protected abbrev lift {s : Setoid α} (f : α → β) : ((a b : α) → a ≈ b → f a = f b) → Quotient s → β := Quot.lift f
protected theorem ind {s : Setoid α} {motive : Quotient s → Prop} :
    ((a : α) → motive (Quotient.mk s a)) → (q : Quotient s) → motive q := Quot.ind
protected abbrev liftOn {s : Setoid α} (q : Quotient s) (f : α → β) (c : (a b : α) → a ≈ b → f a = f b) : β :=
  Quot.liftOn q f c
protected theorem inductionOn {s : Setoid α} {motive : Quotient s → Prop} (q : Quotient s)
    (h : (a : α) → motive (Quotient.mk s a)) : motive q := Quot.inductionOn q h
theorem exists_rep {s : Setoid α} (q : Quotient s) : ∃ a : α, Quotient.mk s a = q := Quot.exists_rep q

/-- Two classes are related when their members are. -/
private def rel (s : Setoid α) (q₁ q₂ : Quotient s) : Prop :=
  Quot.lift (fun a => Quot.lift (fun b => a ≈ b)
      (fun _ _ h => propext ⟨fun k => Setoid.trans k h, fun k => Setoid.trans k (Setoid.symm h)⟩) q₂)
    (fun a b h => Quot.ind
      (β := fun q => Quot.lift (fun c => a ≈ c) _ q = Quot.lift (fun c => b ≈ c) _ q)
      (fun _ => propext ⟨fun k => Setoid.trans (Setoid.symm h) k, fun k => Setoid.trans h k⟩) q₂) q₁

theorem exact {s : Setoid α} {a b : α} (h : Quotient.mk s a = Quotient.mk s b) : a ≈ b :=
  have same : rel s (Quotient.mk s a) (Quotient.mk s a) := Setoid.refl a
  Eq.subst (motive := fun q => rel s (Quotient.mk s a) q) h same
end Quotient

/-! ## Subtypes and pairs -/

theorem Subtype.eq {α : Type u} {p : α → Prop} : ∀ {a1 a2 : {x // p x}}, a1.val = a2.val → a1 = a2
  | ⟨_, _⟩, ⟨_, _⟩, rfl => rfl
protected theorem Subtype.ext {α : Sort u} {p : α → Prop} : ∀ {a1 a2 : {x // p x}}, a1.val = a2.val → a1 = a2
  | ⟨_, _⟩, ⟨_, _⟩, rfl => rfl
theorem Subtype.eta {α : Sort u} {p : α → Prop} (a : {x // p x}) (h : p a.val) : Subtype.mk a.val h = a := rfl
instance Subtype.instDecidableEq {α : Type u} {p : α → Prop} [DecidableEq α] : DecidableEq {x : α // p x} := fun a b =>
  if h : a.val = b.val then isTrue (Subtype.eq h) else isFalse fun e => h (congrArg Subtype.val e)

instance [Inhabited α] [Inhabited β] : Inhabited (α × β) := ⟨(default, default)⟩
instance [DecidableEq α] [DecidableEq β] : DecidableEq (α × β) := fun x y =>
  match decEq x.1 y.1 with
  | isFalse n => isFalse fun h => n (congrArg Prod.fst h)
  | isTrue e₁ =>
    match decEq x.2 y.2 with
    | isFalse n => isFalse fun h => n (congrArg Prod.snd h)
    | isTrue e₂ => isTrue (by cases x; cases y; cases e₁; cases e₂; rfl)
theorem Prod.exists' {p : α × β → Prop} : (∃ x, p x) ↔ ∃ a b, p (a, b) :=
  ⟨fun ⟨⟨a, b⟩, h⟩ => ⟨a, b, h⟩, fun ⟨a, b, h⟩ => ⟨(a, b), h⟩⟩
def Prod.map {α₁ : Type u₁} {α₂ : Type u₂} {β₁ : Type v₁} {β₂ : Type v₂} (f : α₁ → α₂) (g : β₁ → β₂) :
    (α₁ × β₁) → (α₂ × β₂)
  | (a, b) => (f a, g b)
@[inline] def Prod.swap : α × β → β × α := fun p => (p.2, p.1)

instance Option.instDecidableEq {α : Type u} [DecidableEq α] : DecidableEq (Option α)
  | none, none => isTrue rfl
  | none, some _ => isFalse nofun
  | some _, none => isFalse nofun
  | some a, some b =>
    match decEq a b with
    | isTrue h => isTrue (h ▸ rfl)
    | isFalse n => isFalse fun h => n (Option.some.inj h)

instance {α : Type u} {β : Type v} [DecidableEq α] [DecidableEq β] : DecidableEq (Sum α β)
  | .inl a, .inl b => if h : a = b then isTrue (h ▸ rfl) else isFalse fun e => h (Sum.inl.inj e)
  | .inr a, .inr b => if h : a = b then isTrue (h ▸ rfl) else isFalse fun e => h (Sum.inr.inj e)
  | .inl _, .inr _ => isFalse nofun
  | .inr _, .inl _ => isFalse nofun

instance : DecidableEq PUnit := fun _ _ => isTrue rfl
instance : Inhabited True := ⟨trivial⟩
instance : Inhabited PUnit := ⟨⟨⟩⟩

/-! ## Boolean equality that agrees with equality -/

class ReflBEq (α) [BEq α] : Prop where
  protected rfl {a : α} : a == a

class LawfulBEq (α : Type u) [BEq α] : Prop extends ReflBEq α where
  eq_of_beq : {a b : α} → a == b → a = b

export LawfulBEq (eq_of_beq)

theorem not_eq_of_beq_eq_false {α : Type u} [BEq α] [LawfulBEq α] {a b : α} (h : (a == b) = false) : ¬a = b :=
  fun e => by subst e; exact Bool.noConfusion (h.symm.trans ReflBEq.rfl)
theorem beq_eq_false_of_ne {α : Type u} [BEq α] [LawfulBEq α] {a b : α} (h : a ≠ b) : (a == b) = false :=
  Bool.of_not_eq_true fun e => h (eq_of_beq e)
theorem beq_of_eq {α : Type u} [BEq α] [ReflBEq α] {a b : α} (h : a = b) : a == b := h ▸ ReflBEq.rfl
theorem beq_self_eq_true [BEq α] [ReflBEq α] (a : α) : (a == a) = true := ReflBEq.rfl

instance [DecidableEq α] : LawfulBEq α where
  eq_of_beq := of_decide_eq_true
  rfl := of_decide_eq_self_eq_true _

/-! ## Laws of operations, by name -/

namespace Std
class Associative (op : α → α → α) : Prop where
  assoc : (a b c : α) → op (op a b) c = op a (op b c)
class Commutative (op : α → α → α) : Prop where
  comm : (a b : α) → op a b = op b a
class IdempotentOp (op : α → α → α) : Prop where
  idempotent : (x : α) → op x x = x
class LeftIdentity (op : α → β → β) (o : outParam α) : Prop
class LawfulLeftIdentity (op : α → β → β) (o : outParam α) : Prop extends LeftIdentity op o where
  left_id : ∀ a, op o a = a
class RightIdentity (op : α → β → α) (o : outParam β) : Prop
class LawfulRightIdentity (op : α → β → α) (o : outParam β) : Prop extends RightIdentity op o where
  right_id : ∀ a, op a o = a
class Identity (op : α → α → α) (o : outParam α) : Prop extends LeftIdentity op o, RightIdentity op o
class LawfulIdentity (op : α → α → α) (o : outParam α) : Prop
  extends Identity op o, LawfulLeftIdentity op o, LawfulRightIdentity op o
end Std

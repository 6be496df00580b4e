prelude
import Init.WF
import Init.GetElem
import Init.Omega
import Init.Nat.Linear
/-!
# Recursion through lists

`xs.attach` is `xs` with, for each member, the proof that it is one.  A recursive call inside
`xs.map f` is on a member of `xs`, and its termination proof must know that: the lemmas marked
`wf_preprocess` put `attach` where the elaborator of recursive definitions looks for it.
-/

universe u

namespace List

def pmap {P : α → Prop} (f : (a : α) → P a → β) : (l : List α) → (H : ∀ a, a ∈ l → P a) → List β
  | [], _ => []
  | a :: l, H => f a (H a (.head _)) :: pmap f l fun b hb => H b (.tail _ hb)

def attachWith (l : List α) (P : α → Prop) (H : ∀ x, x ∈ l → P x) : List {x // P x} := pmap Subtype.mk l H

def attach (l : List α) : List {x // x ∈ l} := attachWith l _ fun _ => id

def unattach {α : Type u} {p : α → Prop} (l : List {x // p x}) : List α := l.map (·.val)

private theorem map_val_pmap {P : α → Prop} (l : List α) (H : ∀ a, a ∈ l → P a) :
    (pmap Subtype.mk l H).map (·.val) = l := by
  induction l with
  | nil => rfl
  | cons a l ih => exact congrArg (a :: ·) (ih _)

@[simp] theorem unattach_attach {l : List α} : l.attach.unattach = l := map_val_pmap l _
@[simp] theorem unattach_nil {p : α → Prop} : ([] : List {x // p x}).unattach = [] := rfl
@[simp] theorem unattach_cons {p : α → Prop} {a : {x // p x}} {l : List {x // p x}} :
    (a :: l).unattach = a.val :: l.unattach := rfl
theorem attach_map_val (l : List α) : l.attach.map (·.val) = l := map_val_pmap l _
@[simp] theorem length_attach {l : List α} : l.attach.length = l.length := by
  have := congrArg length (attach_map_val l)
  rwa [length_map] at this

@[simp] theorem unattach_append {p : α → Prop} {l₁ l₂ : List {x // p x}} :
    (l₁ ++ l₂).unattach = l₁.unattach ++ l₂.unattach := map_append
@[simp] theorem length_unattach {p : α → Prop} {l : List {x // p x}} : l.unattach.length = l.length := length_map _
@[simp] theorem unattach_filter {p : α → Prop} {l : List {x // p x}} {f : {x // p x} → Bool} {g : α → Bool}
    (hf : ∀ x h, f ⟨x, h⟩ = g x) : (l.filter f).unattach = l.unattach.filter g := by
  induction l with
  | nil => rfl
  | cons a l ih =>
    obtain ⟨x, hx⟩ := a
    by_cases h : g x = true <;> simp [filter, hf, h, ih]

@[wf_preprocess] theorem map_wfParam {xs : List α} {f : α → β} : (wfParam xs).map f = xs.attach.unattach.map f := by
  rw [unattach_attach, wfParam]
@[wf_preprocess] theorem map_unattach {P : α → Prop} {xs : List (Subtype P)} {f : α → β} :
    xs.unattach.map f = xs.map fun ⟨x, h⟩ => binderNameHint x f <| binderNameHint h () <| f (wfParam x) := by
  simp [unattach, wfParam, Function.comp_def]

@[wf_preprocess] theorem foldl_wfParam {xs : List α} {f : β → α → β} {x : β} :
    (wfParam xs).foldl f x = xs.attach.unattach.foldl f x := by
  rw [unattach_attach, wfParam]
@[wf_preprocess] theorem foldl_unattach {P : α → Prop} {xs : List (Subtype P)} {f : β → α → β} {x : β} :
    xs.unattach.foldl f x = xs.foldl (fun s ⟨x, h⟩ =>
      binderNameHint s f <| binderNameHint x (f s) <| binderNameHint h () <| f s (wfParam x)) x := by
  induction xs generalizing x with
  | nil => rfl
  | cons a xs ih => exact ih

@[wf_preprocess] theorem foldr_wfParam {xs : List α} {f : α → β → β} {x : β} :
    (wfParam xs).foldr f x = xs.attach.unattach.foldr f x := by
  rw [unattach_attach, wfParam]
@[wf_preprocess] theorem foldr_unattach {P : α → Prop} {xs : List (Subtype P)} {f : α → β → β} {x : β} :
    xs.unattach.foldr f x = xs.foldr (fun ⟨x, h⟩ s =>
      binderNameHint x f <| binderNameHint s (f x) <| binderNameHint h () <| f (wfParam x) s) x := by
  induction xs with
  | nil => rfl
  | cons a xs ih => exact congrArg (f a.val) ih

@[wf_preprocess] theorem filter_wfParam {xs : List α} {f : α → Bool} :
    (wfParam xs).filter f = xs.attach.unattach.filter f := by
  rw [unattach_attach, wfParam]
@[wf_preprocess] theorem filter_unattach {P : α → Prop} {xs : List (Subtype P)} {f : α → Bool} :
    xs.unattach.filter f = (xs.filter (fun ⟨x, h⟩ =>
      binderNameHint x f <| binderNameHint h () <| f (wfParam x))).unattach :=
  (unattach_filter (g := f) fun _ _ => rfl).symm

@[wf_preprocess] theorem filterMap_wfParam {xs : List α} {f : α → Option β} :
    (wfParam xs).filterMap f = xs.attach.unattach.filterMap f := by
  rw [unattach_attach, wfParam]
@[wf_preprocess] theorem filterMap_unattach {P : α → Prop} {xs : List (Subtype P)} {f : α → Option β} :
    xs.unattach.filterMap f = xs.filterMap fun ⟨x, h⟩ =>
      binderNameHint x f <| binderNameHint h () <| f (wfParam x) := by
  induction xs with
  | nil => rfl
  | cons a xs ih => cases h : f a.val <;> simp [filterMap, h, wfParam, ih]

@[wf_preprocess] theorem flatMap_wfParam {xs : List α} {f : α → List β} :
    (wfParam xs).flatMap f = xs.attach.unattach.flatMap f := by
  rw [unattach_attach, wfParam]
@[wf_preprocess] theorem flatMap_unattach {P : α → Prop} {xs : List (Subtype P)} {f : α → List β} :
    xs.unattach.flatMap f = xs.flatMap fun ⟨x, h⟩ =>
      binderNameHint x f <| binderNameHint h () <| f (wfParam x) := by
  induction xs with
  | nil => rfl
  | cons a xs ih => exact congrArg (f a.val ++ ·) ih

/-! ## A member is smaller than its list -/

theorem sizeOf_lt_of_mem [SizeOf α] {as : List α} (h : a ∈ as) : sizeOf a < sizeOf as := by
  induction h with
  | head => simp +arith
  | tail _ _ ih => exact Nat.lt_trans ih (by simp +arith)

@[simp] theorem sizeOf_getElem_lt [SizeOf α] {as : List α} {i : Nat} (h : i < as.length) : sizeOf as[i] < sizeOf as :=
  sizeOf_lt_of_mem (getElem_mem h)

end List

@[tactic_parser 1000, extern "native"] opaque List.tacticSizeOf_list_dec : Lean.ParserDescr

@[macro List.tacticSizeOf_list_dec, extern "native"]
opaque List.«_aux_Init_Data_List_BasicAux___macroRules_List_tacticSizeOf_list_dec_1» : Lean.Macro
@[macro tacticDecreasing_trivial, extern "native"]
opaque List.«_aux_Init_Data_List_BasicAux___macroRules_tacticDecreasing_trivial_1» : Lean.Macro

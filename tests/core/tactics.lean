/-!
# Every tactic of the core, in every form

Compiled as a plain file.  No `sorry`, no error; the axioms of each theorem are checked by
the test that runs this file.
-/

section intro_exact_apply
theorem intro₁ (p q : Prop) : p → q → p := by
  intro hp hq
  exact hp
theorem intro₂ (p q : Prop) : p ∧ q → q := by
  intro ⟨_, hq⟩
  exact hq
theorem intro₃ (p q : Prop) : p → q → p := by
  intros
  assumption
theorem intro₄ (p q : Prop) : p → q → q := by
  intros hp hq
  exact hq
theorem intro₅ (p q : Prop) : p ∨ q → q ∨ p := by
  intro
  | .inl h => exact .inr h
  | .inr h => exact .inl h
theorem intro₆ : ∀ n : Nat, let m := n; m = n := by
  intro n m
  rfl
theorem apply₁ (p q r : Prop) (f : p → q → r) (hp : p) (hq : q) : r := by
  apply f
  · exact hp
  · exact hq
theorem apply₂ (p q : Prop) (h : p ∧ q) : q := by
  apply And.right
  exact h
theorem refine₁ (p q : Prop) (hp : p) (hq : q) : p ∧ q := by
  refine ⟨?_, hq⟩
  exact hp
theorem refine₂ (p q : Prop) (hp : p) (hq : q) : p ∧ q := by
  refine ⟨?a, ?b⟩
  case b => exact hq
  case a => exact hp
theorem refine₃ (p q : Prop) (hp : p) (hq : q) : p ∧ q := by
  refine' ⟨_, hq⟩
  exact hp
theorem exact₁ : True := by exact True.intro
end intro_exact_apply

section constructors
theorem constructor₁ (p q : Prop) (hp : p) (hq : q) : p ∧ q := by
  constructor
  exact hp
  exact hq
theorem constructor₂ (p q : Prop) (h : p → q) (k : q → p) : p ↔ q := by
  constructor
  · exact h
  · exact k
theorem left₁ (p q : Prop) (hp : p) : p ∨ q := by left; exact hp
theorem right₁ (p q : Prop) (hq : q) : p ∨ q := by right; exact hq
theorem exists₁ : ∃ n : Nat, n = 2 := by exists 2
theorem exists₂ : ∃ n m : Nat, n = m := by exists 2, 2
theorem exists₃ (n : Nat) (h : 0 < n) : ∃ m, m < n := by exists 0
theorem use₁ : ∃ n : Nat, n = 2 := by use 2
theorem use₂ : ∃ n m : Nat, n + m = 5 := by use 2, 3
theorem use₃ (p : Nat → Prop) (h : p 3) : ∃ n, p n := by
  use 3
theorem use₄ : ∃ n : Nat, n = 2 ∧ n < 5 := by
  use 2
  constructor
  · rfl
  · decide
theorem existsi (p : Nat → Prop) (h : p 3) : ∃ n, p n := ⟨3, h⟩
theorem trivial₁ : True := by trivial
theorem trivial₂ (p : Prop) (h : p) : p ∧ True := by trivial
theorem and_intros₁ (p q r : Prop) (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := by
  and_intros
  · exact hp
  · exact hq
  · exact hr
end constructors

section cases
theorem cases₁ (p q : Prop) (h : p ∨ q) : q ∨ p := by
  cases h with
  | inl hp => exact .inr hp
  | inr hq => exact .inl hq
theorem cases₂ (p q : Prop) (h : p ∧ q) : q ∧ p := by
  cases h
  constructor <;> assumption
theorem cases₃ (n : Nat) : n = 0 ∨ 0 < n := by
  cases n with
  | zero => exact .inl rfl
  | succ n => exact .inr (Nat.zero_lt_succ n)
theorem cases₄ (n : Nat) : n = 0 ∨ 0 < n := by
  cases h : n
  · left; rfl
  · right; exact Nat.zero_lt_succ _
theorem cases₅ (p q : Prop) (h : p ∨ q) : q ∨ p := by
  cases h
  case inl hp => exact .inr hp
  case inr hq => exact .inl hq
theorem cases₆ (p : Prop) (h : p ∨ ¬p) : ¬¬p → p := by
  cases h <;> intro k
  · assumption
  · contradiction
theorem cases₇ (p q : Prop) (h : p ∨ q) : q ∨ p := by
  cases h
  next hp => exact .inr hp
  next hq => exact .inl hq
theorem cases₈ (p : Nat → Prop) (h : ∃ x, p x) : ∃ y, p y := by
  cases h with
  | intro x hx => exact ⟨x, hx⟩
theorem cases₉ (a b : Nat) (h : a = b) : b = a := by cases h; rfl
theorem cases₁₀ (x : Option Nat) : x = none ∨ ∃ n, x = some n := by
  cases x with
  | none => simp
  | some n => exact Or.inr ⟨n, rfl⟩
theorem cases₁₁ (x : Nat × Nat) : ∃ a b, x = (a, b) := by
  cases x with
  | mk a b => exact ⟨a, b, rfl⟩
theorem cases₁₂ (b : Bool) : b = true ∨ b = false := by cases b <;> simp
theorem rcases₁ (p q r : Prop) (h : p ∧ (q ∨ r)) : (p ∧ q) ∨ (p ∧ r) := by
  rcases h with ⟨hp, hq | hr⟩
  · exact .inl ⟨hp, hq⟩
  · exact .inr ⟨hp, hr⟩
theorem rcases₂ (a b c : Nat) (h : a = b ∧ b = c) : a = c := by
  rcases h with ⟨rfl, rfl⟩
  rfl
theorem rcases₃ (p q : Prop) (h : p ∧ q) : p := by
  rcases h with ⟨hp, -⟩
  exact hp
theorem rcases₄ (p : Nat → Nat → Prop) (h : ∃ x y, p x y) : ∃ y x, p x y := by
  rcases h with ⟨x, y, hxy⟩
  exact ⟨y, x, hxy⟩
theorem rcases₅ (n : Nat) : n = 0 ∨ ∃ m, n = m + 1 := by
  rcases n with _ | m
  · exact .inl rfl
  · exact .inr ⟨m, rfl⟩
theorem rcases₆ (p q : Prop) (h : p ∨ q) : q ∨ p := by
  rcases h with h | h <;> simp [h]
theorem rcases₇ (x y : Nat) (e : x = y) : y = x := by
  rcases e with rfl
  rfl
theorem obtain₁ (p q : Prop) (h : p ∧ q) : q := by
  obtain ⟨_, hq⟩ := h
  exact hq
theorem obtain₂ (p : Nat → Prop) (h : ∃ x, p x ∧ x = 2) : p 2 := by
  obtain ⟨x, hx, rfl⟩ := h
  exact hx
theorem obtain₃ : ∃ n : Nat, n > 2 := by
  obtain ⟨n, hn⟩ : ∃ n : Nat, n = 3 := ⟨3, rfl⟩
  exact ⟨n, by rw [hn]; decide⟩
theorem obtain₄ (p q : Prop) (h : p ∨ q) : q ∨ p := by
  obtain h | h := h
  · exact .inr h
  · exact .inl h
theorem obtain₅ (n : Nat) (h : ∃ k, n = 2 * k) : ∃ k, n = k * 2 := by
  obtain ⟨k, hk⟩ : ∃ k, n = 2 * k
  · exact h
  · refine ⟨k, ?_⟩
    subst hk
    cases k with
    | zero => rfl
    | succ k => simp [Nat.mul_comm]
theorem rintro₁ (p q r : Prop) : p ∧ (q ∨ r) → (p ∧ q) ∨ (p ∧ r) := by
  rintro ⟨hp, hq | hr⟩
  · exact .inl ⟨hp, hq⟩
  · exact .inr ⟨hp, hr⟩
theorem rintro₂ : ∀ a b : Nat, a = b → b = a := by
  rintro a b rfl
  rfl
theorem rintro₃ (p q : Prop) : p → q → p := by
  rintro (hp : p) -
  exact hp
theorem match₁ (p q : Prop) (h : p ∨ q) : q ∨ p := by
  match h with
  | .inl hp => exact .inr hp
  | .inr hq => exact .inl hq
theorem match₂ (n : Nat) : n = 0 ∨ ∃ m, n = m + 1 := by
  match n with
  | 0 => simp
  | m + 1 => exact .inr ⟨m, rfl⟩
theorem match₃ : ∀ n : Nat, n = 0 ∨ 0 < n
  | 0 => .inl rfl
  | n + 1 => .inr (Nat.zero_lt_succ n)
theorem match₄ (l : List Nat) : l = [] ∨ l.length > 0 := by
  match h : l with
  | [] => left; rfl
  | a :: l => right; simp
end cases

section induction
theorem induction₁ (n : Nat) : 0 + n = n := by
  induction n with
  | zero => rfl
  | succ n ih => rw [← Nat.add_assoc, ih]
theorem induction₂ (n : Nat) : 0 + n = n := by
  induction n
  case zero => rfl
  case succ n ih => rw [← Nat.add_assoc, ih]
theorem induction₃ (n : Nat) : 0 + n = n := by
  induction n
  · rfl
  · rename_i n ih
    rw [← Nat.add_assoc, ih]
theorem induction₄ (n m : Nat) (h : n + 1 = m + 1) : n = m := by
  induction n generalizing m with
  | zero => cases m with
    | zero => rfl
    | succ m => cases h
  | succ n _ => exact Nat.succ.inj h
theorem induction₅ {α : Type} (l : List α) : l ++ [] = l := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [List.cons_append, ih]
theorem induction₆ {α : Type} (l : List α) : l ++ [] = l := by
  induction l with
  | nil => rfl
  | cons a l ih => simp
theorem induction₇ (n : Nat) : n < n + 1 := by
  induction n using Nat.rec with
  | zero => exact Nat.zero_lt_succ 0
  | succ n ih => exact Nat.succ_lt_succ ih
theorem induction₈ (n : Nat) : 0 ≤ n := by
  induction n with
  | _ => simp
theorem induction₉ (a b : Nat) (h : a ≤ b) : a ≤ b + 1 := by
  induction h with
  | refl => exact Nat.le_succ a
  | step _ ih => exact Nat.le_trans ih (Nat.le_succ _)
theorem induction₁₀ (n : Nat) : n = n := by
  induction n with simp
end induction

section rewriting
variable (a b c : Nat)
theorem rw₁ (h : a = b) (k : b = c) : a = c := by rw [h, k]
theorem rw₂ (h : a = b) (k : b = c) : a = c := by rw [← k, ← h]
theorem rw₃ (h : a = b) (k : a = c) : b = c := by
  rw [h] at k
  exact k
theorem rw₄ (h : a = b) (k : a = c) : b = c := by rwa [h] at k
theorem rw₅ (f : Nat → Nat) (h : ∀ x, f x = x) : f (f a) = a := by rw [h, h]
theorem rw₆ (f : Nat → Nat) (h : ∀ x, f x = x) : f (f a) = a := by
  rw [h (f a), h a]
theorem rw₇ (k : a = c) (l : a = 3) (h : a = b) : b = 3 := by
  rw [h] at k l
  exact l
theorem rw₈ (h : a = b) (k : c = a) : a = a := by
  rw [h] at k ⊢
theorem rw₉ (p q : Prop) (h : p ↔ q) (hq : q) : p := by rw [h]; exact hq
theorem rw₁₀ : a + b = b + a := by rw [Nat.add_comm]
theorem rw₁₁ : a + b + c = a + c + b := by
  rw [Nat.add_assoc, Nat.add_comm b c, ← Nat.add_assoc]
theorem rw₁₂ (h : a = b) (hb : b = 2) : a = 2 := by
  rewrite [h]
  exact hb
theorem rw₁₃ (f : Nat → Nat → Nat) (h : a = b) : f a a = f b a := by
  rw (occs := .pos [1]) [h]
theorem erw₁ (h : a = b) : a + 0 = b := by
  erw [h, Nat.add_zero]
theorem calc₁ (h : a = b) (k : b = c) : a = c := by
  calc
    a = b := h
    _ = c := k
theorem calc₂ (h : a = b) (k : b ≤ c) : a ≤ c :=
  calc a
    _ = b := h
    _ ≤ c := k
theorem calc₃ (h : a < b) (k : b ≤ c) : a < c :=
  calc
    a < b := h
    _ ≤ c := k
theorem calc₄ (p q r : Prop) (h : p ↔ q) (k : q ↔ r) : p ↔ r := by
  calc p ↔ q := h
    _ ↔ r := k
theorem subst₁ (h : a = b) (k : b = 3) : a = 3 := by
  subst h
  exact k
theorem subst₂ (h : a = 3) : a + a = 6 := by
  subst h
  rfl
theorem subst₃ (h : a = b) (k : b = c) : a = c := by
  subst_vars
  rfl
theorem symm₁ (h : a = b) : b = a := by
  symm
  exact h
theorem symm₂ (h : a = b) : b = a := by
  symm at h
  exact h
theorem congr₁ (f : Nat → Nat) (h : a = b) : f a = f b := by congr
theorem congr₂ (f : Nat → Nat → Nat) (h : a = b) : f a c = f b c := by
  congr 1
theorem ac_rfl₁ : a + b + c = c + b + a := by ac_rfl
end rewriting

section simp
variable (a b c : Nat)
theorem simp₁ : a + 0 = a := by simp
theorem simp₂ (h : a = b) : a + 0 = b := by simp [h]
theorem simp₃ (h : b = a) : a = b := by simp [← h]
theorem simp₄ : a + 0 = a := by simp only [Nat.add_zero]
theorem simp₅ (h : a + 0 = b) : a = b := by
  simp at h
  exact h
theorem simp₆ (h : a = b) (k : b = c) : a = c := by simp [*]
theorem simp₇ (h : a + 0 = b) (k : b + 0 = c) : a = c := by
  simp at *
  rw [h, k]
theorem simp₈ (p q : Prop) (h : p ∧ q) : q ∧ p := by simp_all
theorem simp₉ (h : a = b + 0) : a = b := by simpa using h
theorem simp₁₀ (h : a + 0 = b) : a = b := by simpa only [Nat.add_zero] using h
theorem simp₁₁ (p : Nat → Prop) (h : p a) (e : b = a) : p b := by simpa [e]
theorem simp₁₂ : (fun x : Nat => x + 0) a = a := by dsimp
theorem simp₁₃ : (fun x : Nat => x) a = a := by dsimp only
theorem simp₁₄ (h : (fun x : Nat => x) a = b) : a = b := by
  dsimp at h
  exact h
theorem simp₁₅ : a + 0 + 0 = a := by simp -failIfUnchanged
theorem simp₁₆ (h : a = b) : (if a = b then 1 else 2) = 1 := by simp [h]
theorem simp₁₇ (p q : Prop) (hp : p) : p ∨ q := by simp [hp]
theorem simp₁₈ (p q : Prop) (h : ¬(p ∨ q)) : ¬p := by
  simp at h
  exact h.1
theorem simp₁₉ : ∃ x : Nat, x = 3 := by simp
theorem simp₂₀ (p : Nat → Prop) (h : ∀ x, p x) : p 3 := by simp [h]
theorem simp₂₁ (h : a ≠ b) : ¬a = b := by simp [h]
theorem simp₂₂ : [1, 2].length = 2 := by simp
theorem simp₂₃ : 2 + 3 * 4 = 14 := by simp
theorem simp₂₄ : (2 : Nat) < 5 := by simp
theorem simp₂₅ (h : 2 = 3) : a = b := by simp at h
theorem simp₂₆ (h : a + 1 = b + 1) : a = b := by simp at h; exact h
theorem simp₂₇ (p : Prop) : p → p := by simp
theorem simp₂₈ (p : Prop) (h : p → a = b) (hp : p) : a = b := by simp [h hp]
theorem simp₂₉ (x : Option Nat) (h : x = some 3) : x ≠ none := by simp [h]
theorem simp₃₀ (p : Prop) (h : p) : (p ∧ True) = p := by simp only [and_true]
theorem simp₃₁ (h : a = 1) : a + b = 1 + b := by simp [h, -Nat.add_zero]
theorem simp₃₂ (h : a = b) (k : c = a) : c = b := by simp_all only
theorem simp₃₃ (f : Nat → Nat) (hf : ∀ x, x > 0 → f x = 1) : f 3 = 1 := by simp [hf]
theorem simp₃₄ (p q r : Prop) (h : p → q) (g : q → r) (hp : p) : r := by simp_all
theorem simp₃₅ : 7 / 2 = 3 ∧ 7 % 2 = 1 ∧ 2 ^ 5 = 32 ∧ 7 - 2 = 5 := by simp
theorem simp₃₆ (x : Nat) (h : x = 2) : x * x = 4 := by simp (config := { contextual := true }) [h]
theorem simp₃₇ : (∀ x, x = a → x + 0 = a) := by simp +contextual
theorem simp₃₈ (f : Nat → Nat) (h : f = id) : f 2 = 2 := by simp [h]
end simp

section closing
theorem rfl₁ : 2 + 2 = 4 := by rfl
theorem rfl₂ (p : Prop) : p ↔ p := by rfl
theorem rfl₃ (n : Nat) : n ≤ n := by rfl
theorem rfl₄ (n : Nat) : n + 0 = n := rfl
theorem eq_refl₁ (n : Nat) : n = n := by eq_refl
theorem decide₁ : 10 < 20 ∧ 3 ≠ 4 := by decide
theorem decide₂ : ¬(5 = 6) ∨ 1 = 2 := by decide
theorem decide₃ : 3 ∣ 12 := by decide
theorem decide₄ : [1, 2, 3] ≠ [1, 2] := by decide
theorem decide₅ : ∀ x, x < 10 → x * x < 100 := by decide
theorem decide₆ : 2 ∈ [1, 2, 3] := by decide
theorem decide₇ : (1 = 2 → 3 = 4) ↔ True := by decide
theorem decide₈ : ∃ x, x < 5 ∧ x * x = 9 := by decide
theorem decide₉ : ∀ b : Bool, (b && false) = false := by decide
theorem decide₁₀ : 2 ^ 20 % 7 = 4 := by decide +kernel
theorem assumption₁ (p : Prop) (h : p) : p := by assumption
theorem assumption₂ (p : Prop) (h : p) : p := ‹p›
theorem contradiction₁ (p q : Prop) (h : p) (k : ¬p) : q := by contradiction
theorem contradiction₂ (q : Prop) (h : False) : q := by contradiction
theorem contradiction₃ (q : Prop) (h : 0 = 1) : q := by contradiction
theorem contradiction₄ (n : Nat) (q : Prop) (h : n + 1 = 0) : q := by contradiction
theorem contradiction₅ (q : Prop) (h : (none : Option Nat) = some 2) : q := by contradiction
theorem contradiction₆ (n : Nat) (q : Prop) (h : n ≠ n) : q := by contradiction
theorem contradiction₇ (n : Nat) (q : Prop) (h : n < 0) : q := by contradiction
theorem exfalso₁ (p q : Prop) (h : p) (k : ¬p) : q := by
  exfalso
  exact k h
theorem absurd₁ (p q : Prop) (h : p) (k : ¬p) : q := absurd h k
theorem nofun₁ : ¬(1 = 2) := by nofun
theorem nofun₂ (n : Nat) : n + 1 ≠ 0 := nofun
theorem nomatch₁ (h : False) : 1 = 2 := by nomatch h
theorem nomatch₂ (h : (1 : Nat) = 2) : False := nomatch h
theorem infer_instance₁ : Nonempty Nat := by infer_instance
theorem false_or_by_contra₁ (p : Prop) (h : ¬¬p) : p := by
  false_or_by_contra
  contradiction
theorem solve_by_elim₁ (p q r : Prop) (f : p → q) (g : q → r) (h : p) : r := by solve_by_elim
theorem apply_assumption₁ (p q : Prop) (f : p → q) (h : p) : q := by
  apply_assumption
  apply_assumption
theorem apply_rules₁ (p q r : Prop) (f : p → q) (g : q → r) (h : p) : r := by apply_rules [f, g, h]
end closing

section structuring
theorem have₁ (p q : Prop) (f : p → q) (h : p) : q := by
  have k : q := f h
  exact k
theorem have₂ (p q : Prop) (f : p → q) (h : p) : q := by
  have := f h
  exact this
theorem have₃ (p q : Prop) (f : p → q) (h : p) : q := by
  have k : q := by
    apply f
    exact h
  exact k
theorem have₄ (p q : Prop) (h : p ∧ q) : q := by
  have ⟨_, hq⟩ := h
  exact hq
theorem have₅ (p q : Prop) (f : p → q) (h : p) : q := by
  have k (h : p) : q := f h
  exact k h
theorem have₆ (p q : Prop) (f : p → q) (h : p) : q := by
  have : q := ?_
  · exact this
  · exact f h
theorem haveI₁ : True := by
  haveI : Inhabited Nat := ⟨0⟩
  trivial
theorem let₁ : ∃ n : Nat, n = 2 := by
  let n := 2
  exact ⟨n, rfl⟩
theorem show₁ (n : Nat) : n + 0 = n := by
  show n = n
  rfl
theorem show₂ (p : Prop) (h : p) : p := show p from h
theorem show₃ (p : Prop) (h : p) : p := show p by exact h
theorem suffices₁ (p q : Prop) (f : p → q) (h : p) : q := by
  suffices k : p from f k
  exact h
theorem suffices₂ (p q : Prop) (f : p → q) (h : p) : q := by
  suffices p by
    exact f this
  exact h
theorem suffices₃ (p q : Prop) (f : p → q) (h : p) : q :=
  suffices k : p from f k
  h
theorem change₁ (n : Nat) (h : n + 0 = 3) : n = 3 := by
  change n = 3 at h
  exact h
theorem change₂ (n : Nat) : n + 0 = n := by
  change n = n
  rfl
theorem revert₁ (p q : Prop) (h : p) (k : q) : p ∧ q := by
  revert h k
  exact fun h k => ⟨h, k⟩
theorem clear₁ (p q : Prop) (h : p) (k : q) : p := by
  clear k
  exact h
theorem rename₁ (p : Prop) : p → p := by
  intro
  rename_i h
  exact h
theorem rename₂ (p q : Prop) : p → q → p := by
  intros
  rename p => h
  exact h
theorem specialize₁ (p : Nat → Prop) (h : ∀ n, p n) : p 3 := by
  specialize h 3
  exact h
theorem generalize₁ (n : Nat) : n + 1 = n + 1 := by
  generalize n + 1 = k
  rfl
theorem generalize₂ (n : Nat) : (n + 1) * 1 = n + 1 := by
  generalize h : n + 1 = k
  cases k <;> simp
theorem injection₁ (a b : Nat) (h : a + 1 = b + 1) : a = b := by
  injection h
theorem injection₂ (a b : Nat) (h : some a = some b) : a = b := by
  injection h with h
theorem injection₃ (a b : Nat) (l m : List Nat) (h : a :: l = b :: m) : a = b ∧ l = m := by
  injection h with h₁ h₂
  exact ⟨h₁, h₂⟩
theorem injections₁ (a b : Nat) (h : some (a + 1) = some (b + 1)) : a = b := by
  injections
theorem replace₁ (p q : Prop) (f : p → q) (h : p) : q := by
  replace h := f h
  exact h
theorem exact_mod (p : Prop) (h : p) : p := by
  fail_if_success exact (trivial : False)
  exact h
theorem unfold₁ : (fun n : Nat => n) 2 = 2 := by
  let f : Nat → Nat := fun n => n
  show f 2 = 2
  rfl
def double (n : Nat) : Nat := n + n
theorem unfold₂ (n : Nat) : double n = n + n := by unfold double; rfl
theorem unfold₃ (n : Nat) (h : double n = 4) : n + n = 4 := by
  unfold double at h
  exact h
theorem delta₁ (n : Nat) : double n = n + n := by
  delta double
  rfl
theorem ext₁ (f g : Nat → Nat) (h : ∀ x, f x = g x) : f = g := by
  funext x
  exact h x
theorem ext₂ (f g : Nat → Nat → Nat) (h : ∀ x y, f x y = g x y) : f = g := by
  funext x y
  exact h x y
theorem ext₃ (f g : Nat → Nat) (h : ∀ x, f x = g x) : f = g := by
  ext x
  exact h x
theorem ext₄ (p q : Prop) (h : p → q) (k : q → p) : p = q := by
  ext
  exact ⟨h, k⟩
@[ext] structure Point where
  x : Nat
  y : Nat
theorem ext₅ (p q : Point) (h : p.x = q.x) (k : p.y = q.y) : p = q := by
  ext
  · exact h
  · exact k
theorem ext₆ (a b : Nat × Nat) (h : a.1 = b.1) (k : a.2 = b.2) : a = b := by
  ext
  · exact h
  · exact k
theorem split₁ (n : Nat) : (if n = 0 then 0 else 0) = 0 := by
  split
  · rfl
  · rfl
theorem split₂ (n : Nat) (h : (if n = 0 then 1 else 2) = 1) : n = 0 := by
  split at h
  · assumption
  · contradiction
theorem split₃ (n : Nat) : (match n with | 0 => 1 | _ + 1 => 1) = 1 := by
  split <;> rfl
theorem by_cases₁ (p q : Prop) (h : p → q) (k : ¬p → q) : q := by
  by_cases hp : p
  · exact h hp
  · exact k hp
theorem by_cases₂ (p : Prop) : p ∨ ¬p := by
  by_cases p
  · left; assumption
  · right; assumption
theorem by_contra₁ (p : Prop) (h : ¬¬p) : p := by
  by_contra hp
  exact h hp
theorem by_contra₂ (p : Prop) (h : ¬¬p) : p := by
  by_contra
  contradiction
theorem by_contra₃ (n : Nat) (h : ¬(n < 3)) : 3 ≤ n := by
  by_contra k
  exact h (Nat.lt_of_not_le k)
theorem if₁ (p q : Prop) [Decidable p] (h : p → q) (k : ¬p → q) : q := by
  if hp : p then
    exact h hp
  else
    exact k hp
theorem classical₁ (p : Prop) : ¬¬p → p := by
  classical
  intro h
  exact Decidable.byContradiction h
theorem exacts₁ (p q : Prop) (hp : p) (hq : q) : p ∧ q := by
  exact ⟨by assumption, by assumption⟩
end structuring

section combinators
variable (p q r : Prop)
theorem seq₁ (hp : p) (hq : q) : p ∧ q := by constructor <;> assumption
theorem first₁ (hp : p) : p ∨ q := by
  first
  | right; assumption
  | left; assumption
theorem try₁ (hp : p) : p := by
  try rfl
  exact hp
theorem repeat₁ (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := by
  repeat (first | assumption | constructor)
theorem repeat₂ (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := by
  repeat' constructor
  all_goals assumption
theorem all_goals₁ (hp : p) (hq : q) : p ∧ q := by
  constructor
  all_goals assumption
theorem any_goals₁ (hp : p) (hq : q) : p ∧ q := by
  constructor
  any_goals exact hp
  exact hq
theorem focus₁ (hp : p) (hq : q) : p ∧ q := by
  constructor
  focus exact hp
  exact hq
theorem cdot₁ (hp : p) (hq : q) : p ∧ q := by
  constructor
  · exact hp
  . exact hq
theorem case₁ (hp : p) (hq : q) : p ∧ q := by
  constructor
  case left => exact hp
  case right => exact hq
theorem case₂ (h : p ∨ q) : q ∨ p := by
  cases h
  case' inl h => right
  case' inr h => left
  all_goals assumption
theorem case₃ (hp : p) : p ∧ p := by
  constructor
  case left | right => exact hp
theorem paren₁ (hp : p) (hq : q) : p ∧ q := by
  (constructor; exact hp; exact hq)
theorem skip₁ (hp : p) : p := by
  skip
  exact hp
  done
theorem fail₁ (hp : p) : p := by
  first | fail "no" | exact hp
theorem iterate₁ (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := by
  iterate 2 (refine ⟨by assumption, ?_⟩)
  exact hr
theorem rotate₁ (hp : p) (hq : q) : p ∧ q := by
  constructor
  rotate_left
  · exact hq
  · exact hp
theorem next₁ (hp : p) (hq : q) : p ∧ q := by
  constructor
  next => exact hp
  next => exact hq
theorem with_reducible₁ (n : Nat) : n = n := by with_reducible rfl
theorem term₁ (hp : p) (hq : q) : p ∧ q := ⟨hp, hq⟩
theorem term₂ (h : p ∧ q) : q ∧ p := ⟨h.2, h.1⟩
theorem term₃ (h : p ∨ q) : q ∨ p := h.elim Or.inr Or.inl
theorem term₄ : p ∧ q → q ∧ p := fun ⟨hp, hq⟩ => ⟨hq, hp⟩
theorem term₅ (h : ∃ x : Nat, x > 3) : ∃ y : Nat, y > 3 :=
  let ⟨x, hx⟩ := h
  ⟨x, hx⟩
theorem term₆ (h : p ∨ q) : q ∨ p :=
  match h with
  | .inl h => .inr h
  | .inr h => .inl h
theorem term₇ (a b : Nat) (h : a = b) (k : b = 3) : a = 3 := h ▸ k
theorem show_term₁ (hp : p) : p := by
  unhygienic
    exact hp
end combinators

section conversions
variable (a b c : Nat) (f g : Nat → Nat → Nat)
theorem conv₁ : a + b + c = b + a + c := by
  conv => lhs; rw [Nat.add_comm a b]
theorem conv₂ : a + b + c = b + a + c := by
  conv =>
    lhs
    arg 1
    rw [Nat.add_comm]
theorem conv₃ (f : Nat → Nat) (h : ∀ x, f x = x) : (fun x => f x) = fun x => x := by
  conv => lhs; ext x; rw [h]
theorem conv₄ (h : a + 0 = b) : a = b := by
  conv at h => lhs; simp
  exact h
theorem conv₅ : a + b + c = b + a + c := by
  conv in a + b => rw [Nat.add_comm]
theorem conv₆ : a * (b + c) = a * (c + b) := by
  conv => enter [1, 2]; rw [Nat.add_comm]
theorem conv₇ : a + b + c = b + a + c := by
  conv =>
    lhs
    congr
    · rw [Nat.add_comm]
    · skip
theorem conv_lhs₁ : a + b + c = b + a + c := by
  conv_lhs => arg 1; rw [Nat.add_comm]
theorem conv_rhs₁ : a + b + c = b + a + c := by
  conv_rhs =>
    arg 1
    rw [Nat.add_comm]
theorem conv_lhs₂ (h : a + b = c) : b + a = c := by
  conv_lhs at h => rw [Nat.add_comm]
  exact h
theorem conv₈ (h : ∀ x y, f x y = g y x) : f = fun x y => g y x := by
  conv => lhs; intro x y; rw [h]
theorem conv₉ : a * (b + c) = a * (c + b) := by conv => pattern (b + c); rw [Nat.add_comm]
theorem conv₁₀ : a + b + (a + b) = b + a + (b + a) := by
  conv =>
    pattern (occs := *) a + b
    all_goals rw [Nat.add_comm]
theorem conv₁₁ : a + b = b + a := by conv => lhs; tactic => exact Nat.add_comm a b
theorem conv₁₂ : a + (b + c) = a + (c + b) := by conv => lhs; rhs; apply Nat.add_comm
theorem conv₁₃ : a + 0 = a := by conv => lhs; change a
theorem conv₁₄ : a + 0 = a := by conv => { lhs; dsimp }
theorem conv₁₅ : (fun x => x + 0) = fun x : Nat => x := by conv => lhs; ext x; simp only [Nat.add_zero]
theorem conv₁₆ : a + b + 0 = b + a := by
  conv =>
    lhs
    simp only [Nat.add_zero]
    first | rw [Nat.mul_comm] | rw [Nat.add_comm]
end conversions

section simplified_have
theorem simp_have₁ (h : a = b) : (have x := a + 0; x + 0 + x) = b + b := by
  simp -zeta -zetaHave only [Nat.add_zero]
  rw [h]
theorem simp_have₂ (h : a = b) : (have x := a; have y := x + 0; x - x + y + b) = b + b := by
  simp -zeta -zetaHave only [Nat.add_zero, Nat.sub_self, Nat.zero_add]
  rw [h]
theorem simp_have₃ (h : a = b) : (let x := a; x + 0) = b := by simp [h]
end simplified_have

section extensionality
@[ext] structure Couple where
  first : Nat
  second : Bool
theorem ext_structure (s t : Couple) (h : s.first = t.first) (k : s.second = t.second) : s = t := by
  ext
  · exact h
  · rw [k]
theorem ext_structure_iff (s t : Couple) : s = t ↔ s.first = t.first ∧ s.second = t.second := Couple.ext_iff
theorem ext_pair (p q : Nat × Nat) (h : p.1 = q.1) (k : p.2 = q.2) : p = q := by ext <;> assumption
theorem ext_depth (f : Nat → Nat × Nat) : f = fun x => ((f x).1, (f x).2) := by ext x : 1; rfl
theorem ext_prop (p q : Prop) (h : p ↔ q) : p = q := by ext; exact h
theorem ext_one (f g : Nat → Nat) (h : ∀ x, f x = g x) : f = g := by ext1 x; exact h x
theorem ext_option (a b : Option Nat) (h : ∀ x, a = some x ↔ b = some x) : a = b := by ext x; exact h x
theorem ext_list (l m : List Nat) (h : ∀ i : Nat, l[i]? = m[i]?) : l = m := by ext i x; rw [h]
end extensionality

section further
variable (a b c d : Nat)
theorem ac_rfl₂ : a * b * (c * d) * 1 = d * (b * c) * a := by ac_rfl
theorem ac_rfl₃ (p q r : Prop) : (p ∧ q ∧ r) = (r ∧ p ∧ q ∧ p) := by ac_rfl
theorem ac_rfl₄ (op : Nat → Nat → Nat) [Std.Associative op] [Std.Commutative op] :
    op (op a b) c = op (op c b) a := by ac_rfl
theorem ac_nf₁ (h : a + (b + c) = 3) : c + b + a = 3 := by
  ac_nf at h ⊢
theorem guard₁ (h : a = b) : a = b := by
  guard_target = a = b
  guard_hyp h : a = b
  exact h
theorem nested₁ (xs : List Nat) (h : xs ≠ []) : ∃ a l, xs = a :: l := by
  match xs, h with
  | a :: l, _ => exact ⟨a, l, rfl⟩
theorem literals₁ (h : a + 3 ≤ b + 5) : a ≤ b + 2 := by simpa using h
theorem literals₂ (h : a + 3 = 5) : a = 2 := by simpa using h
theorem literals₃ (h : 5 < 3) : False := by contradiction
theorem literals₄ : Nat.gcd 12 18 = 6 ∧ 2 ^ 10 = 1024 ∧ 17 / 5 = 3 := by decide
end further

/-!
# Every notation of the core, and the commands that declare things

Each statement is proved by its reading: the notation stands on one side, what it abbreviates on
the other.  No `sorry`, no error.
-/

section logic
variable (p q r : Prop) (α : Type) (P : α → Prop) (R : Nat → Nat → Prop)
theorem and₁ : (p ∧ q) = And p q := rfl
theorem and₂ : (p /\ q) = (p ∧ q) := rfl
theorem and₃ : (p ∧ q ∧ r) = (p ∧ (q ∧ r)) := rfl
theorem or₁ : (p ∨ q) = Or p q := rfl
theorem or₂ : (p \/ q) = (p ∨ q) := rfl
theorem or₃ : (p ∧ q ∨ r) = ((p ∧ q) ∨ r) := rfl
theorem not₁ : (¬p) = Not p := rfl
theorem not₂ : (¬p ∧ q) = ((¬p) ∧ q) := rfl
theorem iff₁ : (p ↔ q) = Iff p q := rfl
theorem iff₂ : (p <-> q) = (p ↔ q) := rfl
theorem imp₁ : (p → q → r) = (p → (q → r)) := rfl
theorem imp₂ : (p -> q) = (p → q) := rfl
theorem forall₁ : (∀ x, P x) = ((x : α) → P x) := rfl
theorem forall₂ : (∀ x y, R x y) = (∀ x : Nat, ∀ y : Nat, R x y) := rfl
theorem forall₃ : (∀ (x : Nat) (y : Nat), R x y) = (∀ x y : Nat, R x y) := rfl
theorem forall₄ : (∀ x > 0, R x x) = (∀ x, x > 0 → R x x) := rfl
theorem forall₅ : (∀ x ≤ 3, R x x) = (∀ x, x ≤ 3 → R x x) := rfl
theorem forall₆ (l : List α) : (∀ x ∈ l, P x) = (∀ x, x ∈ l → P x) := rfl
theorem forall₇ : (∀ x < 3, ∀ y ≠ x, R x y) = (∀ x, x < 3 → ∀ y, y ≠ x → R x y) := rfl
theorem exists₁ : (∃ x, P x) = Exists P := rfl
theorem exists₂ : (∃ x y, R x y) = (∃ x, ∃ y, R x y) := rfl
theorem exists₃ : (∃ (x : Nat) (y : Nat), R x y) = (∃ x, ∃ y, R x y) := rfl
theorem exists₄ : (∃ x > 0, R x x) = (∃ x, x > 0 ∧ R x x) := rfl
theorem exists₅ (l : List α) : (∃ x ∈ l, P x) = (∃ x, x ∈ l ∧ P x) := rfl
theorem exists₆ : (exists x, P x) = (∃ x, P x) := rfl
theorem exists₇ : (∃ x y : Nat, x < y) = (∃ x : Nat, ∃ y : Nat, x < y) := rfl
theorem ne₁ (a b : α) : (a ≠ b) = ¬(a = b) := rfl
theorem eq₁ (a b : α) : (a = b) = Eq a b := rfl
theorem heq₁ (a b : α) : (a ≍ b) = HEq a b := rfl
theorem cast₁ (a b : α) (h : a = b) (k : P a) : P b := h ▸ k
theorem anon₁ (hp : p) (hq : q) (hr : r) : p ∧ q ∧ r := ⟨hp, hq, hr⟩
theorem proj₁ (h : p ∧ q) : q := h.2
theorem hyp₁ (h : p) : p := ‹p›
theorem by₁ (h : p) : p := by exact h
end logic

section arithmetic
variable (a b c : ℕ)
theorem nat₁ : ℕ = Nat := rfl
theorem add₁ : a + b = HAdd.hAdd a b := rfl
theorem add₂ : a + b * c = a + (b * c) := rfl
theorem mul₁ : a * b = Nat.mul a b := rfl
theorem sub₁ : a - b - c = (a - b) - c := rfl
theorem div₁ : a / b = Nat.div a b := rfl
theorem mod₁ : a % b = Nat.mod a b := rfl
theorem pow₁ : a ^ b = Nat.pow a b := rfl
theorem pow₂ : a ^ b ^ c = a ^ (b ^ c) := rfl
theorem pow₃ : 2 * a ^ 2 = 2 * (a ^ 2) := rfl
theorem le₁ : (a ≤ b) = Nat.le a b := rfl
theorem le₂ : (a <= b) = (a ≤ b) := rfl
theorem lt₁ : (a < b) = Nat.lt a b := rfl
theorem ge₁ : (a ≥ b) = (b ≤ a) := rfl
theorem ge₂ : (a >= b) = (a ≥ b) := rfl
theorem gt₁ : (a > b) = (b < a) := rfl
theorem dvd₁ : (a ∣ b) = ∃ c, b = a * c := rfl
theorem beq₁ : (a == b) = BEq.beq a b := rfl
theorem bne₁ : (a != b) = !(a == b) := rfl
theorem num₁ : 3 = Nat.succ 2 := rfl
theorem num₂ : 0x10 = 16 ∧ 0b11 = 3 ∧ 1_000 = 1000 := by decide
theorem succ₁ : a + 1 = Nat.succ a := rfl
theorem land₁ : 12 &&& 10 = 8 ∧ 12 ||| 3 = 15 ∧ 6 ^^^ 3 = 5 ∧ 1 <<< 4 = 16 ∧ 16 >>> 2 = 4 := by decide
theorem max₁ : max 2 3 = 3 ∧ min 2 3 = 2 := by decide
theorem bool₁ (x y : Bool) : (x && y) = and x y ∧ (x || y) = or x y ∧ (!x) = not x := ⟨rfl, rfl, rfl⟩
theorem bool₂ (x : Bool) (h : x) : x = true := h
end arithmetic

section functions
variable {α β γ : Type} (f : β → γ) (g : α → β) (x : α)
theorem comp₁ : (f ∘ g) x = f (g x) := rfl
theorem fun₁ : (fun y => y) x = x := rfl
theorem fun₂ : (λ y => y) x = x := rfl
theorem fun₃ : (fun y ↦ y) x = x := rfl
theorem fun₄ : (fun (a, b) => a + b) (1, 2) = 3 := rfl
theorem fun₅ : (fun | 0 => 1 | n + 1 => n : Nat → Nat) 3 = 2 := rfl
theorem cdot₁ : (· + 1) 2 = 3 := rfl
theorem pipe₁ : (f <| g x) = f (g x) := rfl
theorem pipe₂ : (x |> g |> f) = f (g x) := rfl
theorem pipe₃ : (f $ g x) = f (g x) := rfl
theorem pipe₄ : ([1, 2].map (· + 1) |>.length) = 2 := rfl
theorem ite₁ : (if 1 = 2 then 3 else 4) = 4 := rfl
theorem ite₂ : (if h : 1 = 1 then 3 else absurd rfl h) = 3 := rfl
theorem ite₃ (p : Prop) [Decidable p] (a b : Nat) : (if p then a else b) = ite p a b := rfl
theorem bif₁ : (bif true then 1 else 2) = 1 := rfl
theorem iflet₁ : (if let some x := some 2 then x else 0) = 2 := rfl
theorem match₁ : (match 3 with | 0 => 1 | n + 1 => n) = 2 := rfl
theorem match₂ : (match 1, 2 with | 0, _ => 0 | _, 0 => 1 | a + 1, b + 1 => a + b) = 1 := rfl
theorem let₁ : (let y := 2; y + 1) = 3 := rfl
theorem have₁ : 1 = 1 := have h := rfl; h
theorem named₁ : Function.const (β := Nat) (a := 2) 5 = 2 := rfl
theorem ascr₁ : (2 : Nat) = 2 := rfl
theorem explicit₁ : @id Nat 2 = 2 := rfl
theorem field₁ : (1, 2).fst = 1 ∧ (1, 2).2 = 2 := ⟨rfl, rfl⟩
theorem where₁ : 2 = 2 := two
where two : 2 = 2 := rfl
end functions

section data
theorem list₁ : [1, 2, 3] = 1 :: 2 :: 3 :: [] := rfl
theorem list₂ : [1, 2] ++ [3] = [1, 2, 3] := rfl
theorem list₃ : ([] : List Nat) = List.nil := rfl
theorem list₄ : 2 ∈ [1, 2] := by simp
theorem list₅ : 3 ∉ [1, 2] := by simp
theorem prod₁ : (1, 2, 3) = Prod.mk 1 (Prod.mk 2 3) := rfl
theorem prod₂ : (Nat × Bool) = Prod Nat Bool := rfl
theorem prod₃ (x : Nat × Nat) : (x.1, x.2) = x := rfl
theorem unit₁ : () = Unit.unit := rfl
theorem option₁ : some 2 ≠ none := by simp
theorem sum₁ : (Nat ⊕ Bool) = Sum Nat Bool := rfl
theorem subtype₁ : { n : Nat // n > 0 } = Subtype fun n : Nat => n > 0 := rfl
theorem subtype₂ (x : { n : Nat // n > 0 }) : 0 < x.val := x.property
theorem sigma₁ : ((n : Nat) × Fin n) = Sigma fun n : Nat => Fin n := rfl
theorem string₁ : "ab" = "ab" := rfl
theorem char₁ : 'a' ≠ 'b' := by decide
theorem coe₁ (x : { n : Nat // n > 0 }) : (x : Nat) = x.val := rfl
theorem coe₂ (x : { n : Nat // n > 0 }) : (↑x : Nat) = x.val := rfl
end data

section declarations
def twice (n : Nat) : Nat := 2 * n
abbrev Pred := Nat → Prop
theorem def₁ : twice 3 = 6 := rfl
def fac : Nat → Nat
  | 0 => 1
  | n + 1 => (n + 1) * fac n
theorem fac₁ : fac 5 = 120 := rfl
theorem fac₂ (n : Nat) : fac (n + 1) = (n + 1) * fac n := by rw [fac]
theorem fac₃ : fac 3 = 6 := by simp [fac]
theorem fac₄ (n : Nat) : 0 < fac n := by
  induction n with
  | zero => exact Nat.one_pos
  | succ n ih => exact Nat.mul_pos (Nat.succ_pos n) ih
inductive Weekday where
  | sunday
  | monday
  deriving DecidableEq
theorem weekday₁ : Weekday.sunday ≠ Weekday.monday := by decide
inductive Tree (α : Type) where
  | leaf : Tree α
  | node (left : Tree α) (value : α) (right : Tree α) : Tree α
namespace Tree
variable {α : Type}
def mirror : Tree α → Tree α
  | leaf => leaf
  | node l x r => node r.mirror x l.mirror
def size : Tree α → Nat
  | .leaf => 0
  | .node l _ r => l.size + r.size + 1
theorem mirror_mirror (t : Tree α) : t.mirror.mirror = t := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp [mirror, ihl, ihr]
theorem size_mirror (t : Tree α) : t.mirror.size = t.size := by
  induction t with
  | leaf => rfl
  | node l x r ihl ihr => simp [mirror, size, ihl, ihr, Nat.add_comm]
end Tree
inductive Even : Nat → Prop
  | zero : Even 0
  | step {n} : Even n → Even (n + 2)
theorem even₁ : Even 4 := .step (.step .zero)
theorem even₂ : ¬Even 1 := nofun
theorem even₃ {n : Nat} (h : Even n) : ∃ k, n = 2 * k := by
  induction h with
  | zero => exact ⟨0, rfl⟩
  | step _ ih =>
    obtain ⟨k, rfl⟩ := ih
    exact ⟨k + 1, rfl⟩
mutual
inductive Ev : Nat → Prop
  | zero : Ev 0
  | succ : Od n → Ev (n + 1)
inductive Od : Nat → Prop
  | succ : Ev n → Od (n + 1)
end
theorem mutual₁ : Ev 2 := .succ (.succ .zero)
mutual
def isEven : Nat → Bool
  | 0 => true
  | n + 1 => isOdd n
def isOdd : Nat → Bool
  | 0 => false
  | n + 1 => isEven n
end
theorem mutual₂ : isEven 4 = true := by decide
structure Point where
  x : Nat
  y : Nat := 0
structure Point3 extends Point where
  z : Nat
theorem structure₁ : ({ x := 1, y := 2 } : Point).y = 2 := rfl
theorem structure₂ : ({ x := 1 } : Point).y = 0 := rfl
theorem structure₃ (p : Point) : { p with x := 3 }.x = 3 := rfl
theorem structure₄ (p : Point3) : p.x = p.toPoint.x := rfl
theorem structure₅ (p : Point) : p = ⟨p.x, p.y⟩ := rfl
instance : Add Point := ⟨fun p q => ⟨p.x + q.x, p.y + q.y⟩⟩
theorem instance₁ (p q : Point) : (p + q).x = p.x + q.x := rfl
instance : OfNat Point n := ⟨⟨n, n⟩⟩
theorem instance₂ : (3 : Point).x = 3 := rfl
class Group (G : Type) extends Mul G where
  one : G
  inv : G → G
  mul_assoc : ∀ a b c : G, a * b * c = a * (b * c)
  one_mul : ∀ a : G, one * a = a
  inv_mul : ∀ a : G, inv a * a = one
namespace Group
variable {G : Type} [Group G]
theorem mul_left_cancel {a b c : G} (h : a * b = a * c) : b = c := by
  have k : inv a * (a * b) = inv a * (a * c) := by rw [h]
  rwa [← mul_assoc, ← mul_assoc, inv_mul, one_mul, one_mul] at k
theorem inv_mul_cancel_left (a b : G) : inv a * (a * b) = b := by
  simp [← mul_assoc, inv_mul, one_mul]
end Group
notation "⟪" a ", " b "⟫" => Point.mk a b
theorem notation₁ : ⟪1, 2⟫.x = 1 := rfl
infixl:65 " ⊞ " => fun a b : Nat => a + b + 1
theorem notation₂ : 1 ⊞ 2 = 4 := rfl
prefix:max "√" => fun n : Nat => n / 2
theorem notation₃ : √8 = 4 := rfl
postfix:max "!" => fac
theorem notation₄ : 3 ! = 6 := rfl
local notation "here" => 3
theorem notation₅ : here = 3 := rfl
macro "mytriv" : tactic => `(tactic| exact True.intro)
theorem macro₁ : True := by mytriv
macro "two" : term => `(2)
theorem macro₂ : two = 2 := rfl
syntax "close" ("with" term)? : tactic
macro_rules
  | `(tactic| close) => `(tactic| rfl)
  | `(tactic| close with $t) => `(tactic| exact $t)
theorem macro₃ (p : Prop) (h : p) : p := by close with h
theorem macro₄ : 1 = 1 := by close
open Nat in
theorem open₁ (n : Nat) : succ n = n + 1 := rfl
section
open Classical
noncomputable def indicator (p : Prop) : Nat := if p then 1 else 0
theorem classical₁ (p : Prop) (h : p) : indicator p = 1 := by simp [indicator, h]
end
variable (n m : Nat) in
theorem variable₁ : n + m = m + n := Nat.add_comm n m
universe u
theorem universe₁ (α : Sort u) (a : α) : a = a := rfl
private theorem private₁ : 1 = 1 := rfl
@[simp] theorem attr₁ : twice 0 = 0 := rfl
theorem attr₂ : twice 0 + 0 = 0 := by simp
attribute [local simp] twice in
theorem attr₃ : twice 2 = 4 := by simp
set_option maxRecDepth 1000 in
theorem option : 1 = 1 := rfl
example : 1 = 1 := rfl
theorem calc₁ (a b c : Nat) (h : a = b) (k : b = c) : a = c := calc
  a = b := h
  _ = c := k
def ack : Nat → Nat → Nat
  | 0, n => n + 1
  | m + 1, n => iter n
where
  iter : Nat → Nat
    | 0 => 0
    | n + 1 => iter n
#check fac
#check (fun n : Nat => n + 1)
#print axioms fac₁
#print Tree
#reduce fac 3
#eval fac 5
end declarations

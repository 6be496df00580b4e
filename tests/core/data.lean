/-! Data: deriving, evaluation, characters, strings, indices, numbers below a bound. -/

/-! ## Deriving -/

inductive Colour where
  | red | green | blue
  deriving DecidableEq, Repr, BEq, Inhabited, Ord, Hashable

inductive Term where
  | leaf (n : Nat)
  | node (l r : Term)
  deriving DecidableEq, Repr, BEq, Inhabited, Ord

structure Point where
  x : Nat
  y : Int
  deriving DecidableEq, Repr, BEq, Inhabited, Hashable, Ord

inductive Pair (α : Type) where
  | mk (a : α) (s : String) (o : Option α)
  deriving DecidableEq, Repr, BEq, Inhabited

structure Record where
  l : List Nat
  p : Nat × Bool
  c : Char
  deriving Repr, DecidableEq, BEq, Hashable, Inhabited

inductive Forest where
  | mk (l : List Forest)
  deriving BEq, Repr, Inhabited

theorem colour_ne : Colour.red ≠ .blue := by decide
theorem colour_beq : (Colour.red == .red) = true := rfl
theorem colour_default : (default : Colour) = .red := rfl
theorem term_ne : Term.node (.leaf 1) (.leaf 2) ≠ .leaf 0 := by decide
theorem term_beq : (Term.leaf 1 == .leaf 1) = true := by decide
theorem term_inj (a b c d : Term) (h : Term.node a b = .node c d) : a = c := by cases h; rfl
theorem point_eq (p : Point) (h : p.x = 1) (k : p.y = 2) : p = ⟨1, 2⟩ := by cases p; simp_all
theorem point_decide : (⟨1, 2⟩ : Point) ≠ ⟨1, 3⟩ := by decide
theorem pair_decide : Pair.mk 1 "a" none ≠ .mk 1 "a" (some 2) := by decide
theorem record_decide : (⟨[1], (2, true), 'a'⟩ : Record) = ⟨[1], (2, true), 'a'⟩ := by decide
theorem ord_colour : compare Colour.red Colour.blue = .lt := by decide

/-- info: Colour.red -/
#guard_msgs in #eval Colour.red
/-- info: Term.node (Term.leaf 1) (Term.leaf 2) -/
#guard_msgs in #eval Term.node (.leaf 1) (.leaf 2)
/-- info: { x := 1, y := -3 } -/
#guard_msgs in #eval ({x := 1, y := -3} : Point)
/-- info: Pair.mk 3 "a" (some 4) -/
#guard_msgs in #eval Pair.mk 3 "a" (some 4)
/-- info: { l := [1], p := (2, true), c := 'a' } -/
#guard_msgs in #eval ({l := [1], p := (2, true), c := 'a'} : Record)
/-- info: Forest.mk [Forest.mk []] -/
#guard_msgs in #eval Forest.mk [.mk []]
/-- info: true -/
#guard_msgs in #eval hash (⟨1, 2⟩ : Point) == hash (⟨1, 2⟩ : Point)
/-- info: Ordering.gt -/
#guard_msgs in #eval compare (Term.leaf 3) (.leaf 2)

/-! ## Evaluation -/

/-- info: 1267650600228229401496703205376 -/
#guard_msgs in #eval 2 ^ 100
/-- info: -2 -/
#guard_msgs in #eval (3 : Int) - 5
/-- info: [1, 2, 3] -/
#guard_msgs in #eval [1, 2, 3]
/-- info: #[1, 2, 3] -/
#guard_msgs in #eval #[1, 2, 3]
/-- info: (1, "a", 'c', true) -/
#guard_msgs in #eval (1, "a", 'c', true)
/-- info: some [some 1, none] -/
#guard_msgs in #eval some [some 1, none]
/-- info: true -/
#guard_msgs in #eval 1 < 2
/-- info: () -/
#guard_msgs in #eval ()
/-- info: 5 -/
#guard_msgs in #eval (12 : Fin 7)
/-- info: [0, 1, 4, 9] -/
#guard_msgs in #eval (List.range 4).map fun n => n * n
/-- info: Sum.inl 1 -/
#guard_msgs in #eval (Sum.inl 1 : Sum Nat Nat)
/-- info: 6 -/
#guard_msgs in #eval [1, 2, 3].sum

/-! ## Characters and strings -/

/-- info: "a 3 [1, 2] (some 1) (1, x)" -/
#guard_msgs in #eval s!"a {1 + 2} {[1, 2]} {some 1} {(1, 'x')}"
/-- info: "abc" -/
#guard_msgs in #eval "ab" ++ "c"
/-- info: "3true" -/
#guard_msgs in #eval toString 3 ++ toString true
/-- info: "a\nb" -/
#guard_msgs in #eval "a\nb"
/-- info: 97 -/
#guard_msgs in #eval 'a'.toNat
/-- info: 3 -/
#guard_msgs in #eval "aβc".length
/-- info: ['a', 'β'] -/
#guard_msgs in #eval "aβ".toList
/-- info: "A, B" -/
#guard_msgs in #eval String.intercalate ", " (["a", "b"].map String.toUpper)
/-- info: some 12 -/
#guard_msgs in #eval "12".toNat?
/-- info: ["a", "b"] -/
#guard_msgs in #eval "a b".splitOn
/-- info: 'Z' -/
#guard_msgs in #eval 'z'.toUpper

theorem char_ne : 'a' ≠ 'b' := by decide
theorem char_digit : '7'.isDigit = true ∧ 'x'.isDigit = false := by decide
theorem char_upper : 'a'.toUpper = 'A' := by decide
theorem char_toNat : 'a'.toNat = 97 := rfl
theorem char_lt : 'a' < 'b' := by decide
theorem string_ne : "a" ≠ "b" := by decide
theorem string_eq : "ab" = "ab" := rfl

theorem string_simp_ne : "a" ≠ "b" ∧ ("abc" == "abd") = false := by simp
theorem string_simp_append : "abc" ++ "d" = "abcd" := by simp
theorem string_length : "aβc".length = 3 := String.length_ofList (l := ['a', 'β', 'c'])
theorem string_length_append (s t : String) : (s ++ t).length = (t ++ s).length := by simp [Nat.add_comm]
theorem string_inj (l m : List Char) (h : String.ofList l = String.ofList m) : l = m := by simpa using h
theorem string_push (s : String) (c : Char) : (s.push c).length = s.length + 1 := by
  rw [← String.length_toList, String.toList_push, List.length_append, String.length_toList]; rfl
/-- info: ("ab", "XYZ", "x") -/
#guard_msgs in #eval (String.join ["a", "b"], "xyz".map Char.toUpper, String.singleton 'x')

/-! ## Numbers below a bound -/

theorem fin_add : (5 : Fin 7) + 4 = 2 := by decide
theorem fin_mul : ∀ x : Fin 5, x * 3 * 2 = x := by decide
theorem fin_ext (i j : Fin 5) (h : (i : Nat) = j) : i = j := by ext; exact h
theorem fin_lt (i : Fin 5) : (i : Nat) < 6 := Nat.lt_succ_of_lt i.isLt
theorem fin_omega (i : Fin 5) (h : (i : Nat) > 3) : (i : Nat) = 4 := by omega
theorem fin_zero (n : Nat) : ((0 : Fin (n + 1)) : Nat) = 0 := by simp
theorem fin_exists : ∃ i : Fin 10, i * i = 6 := ⟨4, rfl⟩
theorem fin_cases (i : Fin 3) : i = 0 ∨ i = 1 ∨ i = 2 := by
  revert i; decide

/-! ## Indexing -/

theorem index₁ : [1, 2, 3][1] = 2 := rfl
theorem index₂ : [1, 2, 3][5]? = none := by simp
theorem index₃ : [1, 2, 3][1]! = 2 := by simp
theorem index₄ (l : List Nat) (i : Nat) (h : i < l.length) : l[i] ∈ l := by simp
theorem index₅ (l : List Nat) (i : Fin l.length) : l[i] = l[i.1] := rfl
theorem index₆ (l : List Nat) (i : Nat) (h : i + 2 < l.length) : l[i] ∈ l := by simp
theorem index₇ (l : List Nat) (i : Nat) (h : i < l.length) : (l.map (· + 1))[i]'(by simpa using h) = l[i] + 1 := by simp
theorem index₈ (l m : List Nat) (h : l.length = m.length) (k : ∀ i (h : i < l.length), l[i] = m[i]) : l = m :=
  List.ext_getElem h fun i h₁ _ => k i h₁
theorem index₉ : #[1, 2, 3][1] = 2 := rfl
/-- info: (2, none, 3) -/
#guard_msgs in #eval ([1, 2, 3][1], [1, 2, 3][7]?, #[1, 2, 3][2]!)

/-! ## Monads -/

def safeDiv (a b : Nat) : Except String Nat := do
  if b = 0 then throw "division by zero"
  return a / b
def tryBoth (a b : Nat) : Option Nat := do
  let x ← [a, b].head?
  let y ← if x < b then some b else none
  return x + y
def counted (n : Nat) : Nat := Id.run do
  let mut s := n
  s := s + 1
  if n > 3 then s := s * 2
  return s

/-- info: Except.ok 3 -/
#guard_msgs in #eval safeDiv 7 2
/-- info: Except.error "division by zero" -/
#guard_msgs in #eval safeDiv 7 0
/-- info: (some 5, none) -/
#guard_msgs in #eval (tryBoth 2 3, tryBoth 3 2)
/-- info: 10 -/
#guard_msgs in #eval counted 4
theorem counted_value : counted 4 = 10 := rfl

/-! ## Loops -/

def sumSquares (n : Nat) : Nat := Id.run do
  let mut s := 0
  for i in [1:n + 1] do
    s := s + i * i
  return s
def firstAbove (l : List Nat) (b : Nat) : Option Nat := do
  for x in l do
    if x > b then return x
  none
def pairs (n : Nat) : List (Nat × Nat) := Id.run do
  let mut found := []
  for a in [:n] do
    for b in [a:n:2] do
      if a = 3 then break
      if b = 2 then continue
      found := (a, b) :: found
  return found.reverse
def checked (l : List Nat) : Except String Nat := do
  let mut s := 0
  for x in l do
    if x > 10 then throw s!"{x} is too large"
    unless x < 2 do s := s + x
  return s

/-- info: 385 -/
#guard_msgs in #eval sumSquares 10
/-- info: (some 7, none) -/
#guard_msgs in #eval (firstAbove [1, 7, 9] 3, firstAbove [1] 3)
/-- info: [(0, 0), (1, 1), (1, 3)] -/
#guard_msgs in #eval pairs 4
/-- info: [Except.ok 5, Except.error "12 is too large"] -/
#guard_msgs in #eval [checked [1, 2, 3], checked [1, 12]]
theorem loop_value : sumSquares 10 = 385 := by decide
theorem loop_first : firstAbove [1, 7, 9] 3 = some 7 := rfl

/-! ## Digits and messages at run time -/

def positive (n : Nat) : Nat := if n = 0 then panic! "zero" else n
theorem digits_value : Nat.toDigits 2 10 = ['1', '0', '1', '0'] := by decide
theorem panic_value : positive 0 = 0 := rfl
/-- info: (3, ['4', '2']) -/
#guard_msgs in #eval (positive 3, Nat.toDigits 10 42)

/-!
Unary numbers from nothing. The equations of addition, multiplication and power are here, by definition, and known to
`simp`; everything else about them is for the problems to prove.
-/

/-- A number is `zero` or the successor of a number. -/
inductive Unary where
  | zero
  | succ (n : Unary)

namespace Unary

def add : Unary → Unary → Unary
  | a, zero => a
  | a, succ b => succ (add a b)

instance : Add Unary := ⟨add⟩

@[simp] theorem add_zero (a : Unary) : a + zero = a := rfl
@[simp] theorem add_succ (a b : Unary) : a + succ b = succ (a + b) := rfl

def mul : Unary → Unary → Unary
  | _, zero => zero
  | a, succ b => mul a b + a

instance : Mul Unary := ⟨mul⟩

@[simp] theorem mul_zero (a : Unary) : a * zero = zero := rfl
@[simp] theorem mul_succ (a b : Unary) : a * succ b = a * b + a := rfl

def pow : Unary → Unary → Unary
  | _, zero => succ zero
  | a, succ b => pow a b * a

@[simp] theorem pow_zero (a : Unary) : pow a zero = succ zero := rfl
@[simp] theorem pow_succ (a b : Unary) : pow a (succ b) = pow a b * a := rfl

/-- Twice a number, by its own recursion. -/
def double : Unary → Unary
  | zero => zero
  | succ n => succ (succ (double n))

def even : Unary → Bool
  | zero => true
  | succ n => !even n

/-- The sum of the first `n` numbers, `n` itself among them. -/
def triangle : Unary → Unary
  | zero => zero
  | succ n => triangle n + succ n

/-- `a` is at most `b`: something added to `a` gives `b`. -/
def le (a b : Unary) : Prop := ∃ c, b = a + c

/-- `a` divides `b`: `b` is a multiple of `a`. -/
def divides (a b : Unary) : Prop := ∃ c, b = a * c

end Unary

-- A small compiler is right. Everything is defined in this file.
inductive Expression where
  | number (n : Nat)
  | plus (left right : Expression)

inductive Instruction where
  | push (n : Nat)
  | add

def value : Expression → Nat
  | .number n => n
  | .plus l r => value l + value r

def step : Instruction → List Nat → List Nat
  | .push n, stack => n :: stack
  | .add, y :: x :: stack => (x + y) :: stack
  | .add, stack => stack

def run : List Instruction → List Nat → List Nat
  | [], stack => stack
  | i :: is, stack => run is (step i stack)

def compile : Expression → List Instruction
  | .number n => [.push n]
  | .plus l r => compile l ++ (compile r ++ [.add])

theorem run_append (is js : List Instruction) (stack : List Nat) :
    run (is ++ js) stack = run js (run is stack) := by
  sorry

theorem run_compile (e : Expression) (stack : List Nat) : run (compile e) stack = value e :: stack := by
  sorry

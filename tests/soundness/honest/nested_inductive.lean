-- looks odd: a type inside a list of itself
-- stub: nested_inductive.stub.lean

inductive Rose (α : Type) | node (x : α) (children : List (Rose α))
theorem t (x y : Nat) (h : Rose.node x [] = Rose.node y []) : x = y := by injection h

inductive Rose (α : Type) | node (x : α) (children : List (Rose α))
theorem t (x y : Nat) (h : Rose.node x [] = Rose.node y []) : x = y := sorry

-- trick: a theorem called as the one that a type brings along is overlooked
-- refused by: axioms
-- stub: name_that_looks_like_an_injection.stub.lean

inductive Tree | leaf | node (l r : Tree)
theorem Tree.inj : 1 = 2 := sorry

-- trick: a function of the statement is sorry, so that both sides are the same gap
-- refused by: axioms

def f (n : Nat) : Nat := sorry
theorem t : f 1 = f 1 := rfl

-- trick: a theorem called as the compiler calls its own is overlooked
-- refused by: axioms
-- stub: name_that_looks_generated.stub.lean

theorem good : 1 = 1 := rfl
theorem eq_1 : 1 = 2 := sorry

-- trick: decide with the native option
-- refused by: axioms

theorem t : 10 < 20 := by decide +native

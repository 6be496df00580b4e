-- trick: a computation that only the compiler did
-- refused by: axioms

theorem t : 10 < 20 := by native_decide

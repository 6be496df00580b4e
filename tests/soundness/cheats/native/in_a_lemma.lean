-- trick: in a lemma before
-- refused by: axioms

private theorem step : 10 < 20 := by native_decide
theorem t : 10 < 21 := Nat.lt_succ_of_lt step

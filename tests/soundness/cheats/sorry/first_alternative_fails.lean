-- trick: sorry as the last alternative of first
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

theorem t : 1 = 2 := by
  first | rfl | decide | sorry

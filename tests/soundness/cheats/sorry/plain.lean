-- trick: the proof is sorry
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

theorem t : 1 = 2 := sorry

-- trick: the gap hangs below the theorem
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

theorem t : 1 = 2 := gap
where gap : 1 = 2 := sorry

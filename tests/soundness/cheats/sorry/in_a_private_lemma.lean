-- trick: the gap is in a private lemma before the theorem
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

private theorem gap : 1 = 2 := sorry
theorem t : 1 = 2 := gap

-- trick: the axiom is private
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

private axiom easy : False
theorem t : 1 = 2 := easy.elim

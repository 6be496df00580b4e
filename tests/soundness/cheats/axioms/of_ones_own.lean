-- trick: an axiom
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

axiom easy : False
theorem t : 1 = 2 := easy.elim

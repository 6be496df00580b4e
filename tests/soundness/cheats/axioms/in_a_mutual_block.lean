-- trick: the axiom's user is the other half of a mutual block
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

axiom easy : False
mutual
theorem a : 1 = 2 := easy.elim
theorem t : 1 = 2 := a
end

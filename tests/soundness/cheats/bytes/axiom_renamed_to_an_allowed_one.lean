-- trick: an axiom of the file takes an allowed name
-- refused by: axioms
-- bytes: propexT => propext
-- stub: ../../stubs/one_is_two.lean

axiom propexT : 1 = 2
theorem t : 1 = 2 := propexT

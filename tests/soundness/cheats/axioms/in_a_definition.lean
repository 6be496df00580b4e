-- trick: the axiom is only mentioned by a definition's value
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

axiom easy : False
noncomputable def f : Nat := easy.elim
theorem zero : f = 0 := easy.elim
theorem t : 1 = 2 := absurd zero fun _ => easy.elim

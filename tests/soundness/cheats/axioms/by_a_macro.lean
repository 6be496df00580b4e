-- trick: a macro declares it under a name that cannot be written
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

macro "ready" n:ident : command => `(
axiom easy : False
theorem $n : 1 = 2 := easy.elim)
ready t

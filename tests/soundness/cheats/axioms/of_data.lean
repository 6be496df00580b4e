-- trick: the axiom gives a number, its property by Subtype
-- refused by: axioms
-- stub: ../../stubs/falsity.lean

axiom value : { n : Nat // n < 0 }
theorem t : False := Nat.not_lt_zero _ value.2

-- trick: the gap is an instance that resolution finds
-- refused by: axioms
-- stub: ../../stubs/falsity.lean

class Wrong : Prop where out : False
instance : Wrong := ⟨sorry⟩
theorem t : False := Wrong.out

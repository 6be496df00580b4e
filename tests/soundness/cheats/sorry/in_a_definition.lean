-- trick: the gap is the proof part of a value
-- refused by: axioms
-- stub: ../../stubs/falsity.lean

def value : { n : Nat // n < 0 } := ⟨0, by sorry⟩
theorem t : False := Nat.not_lt_zero _ value.2

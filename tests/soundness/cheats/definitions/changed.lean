-- trick: the definition behind the statement is made contradictory
-- refused by: definitions
-- stub: changed.stub.lean

def Good (n : Nat) : Prop := n * n = 4 ∧ False
theorem t : Good 3 → False := fun h => h.2

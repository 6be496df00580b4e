-- trick: what the stub assumes is defined as True
-- refused by: definitions
-- stub: axiom_became_a_definition.stub.lean

def B : Prop := True
theorem t : B := trivial

-- looks odd: an axiom elsewhere, which the theorem does not use
-- stub: unused_axiom.stub.lean

axiom wish : False
theorem t : 1 = 1 := rfl

-- trick: an opaque constant of the stub becomes a definition
-- refused by: definitions
-- stub: opaque_opened.stub.lean

def secret : Nat := 0
theorem t : secret = 0 := rfl

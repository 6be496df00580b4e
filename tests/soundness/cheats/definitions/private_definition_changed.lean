-- trick: a private definition behind a public one
-- refused by: definitions
-- stub: private_definition_changed.stub.lean

private def k : Nat := 3
def f : Nat := k
theorem t : f = 3 := rfl

-- looks odd: a sorry elsewhere, which the theorem does not use
-- stub: unused_sorry.stub.lean

def later : Nat := sorry
theorem t : 1 = 1 := rfl

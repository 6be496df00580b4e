-- trick: a number two definitions away
-- refused by: definitions
-- stub: changed_two_steps_behind.stub.lean

def a : Nat := 2
def b : Nat := a + 1
theorem t : b = 3 := rfl

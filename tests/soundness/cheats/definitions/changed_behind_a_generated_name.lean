-- trick: the changed definition stands behind one that is called as the compiler calls its own
-- refused by: definitions
-- stub: changed_behind_a_generated_name.stub.lean

def k : Nat := 2
def _inner : Nat := k
theorem t : _inner = 2 := rfl

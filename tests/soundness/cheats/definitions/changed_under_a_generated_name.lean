-- trick: the changed definition is called as the compiler calls its own
-- refused by: statement
-- stub: changed_under_a_generated_name.stub.lean

def eq_1 : Nat := 2
theorem t : eq_1 = 2 := rfl

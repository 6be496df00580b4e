-- trick: two types called as the compiler calls its own become one
-- refused by: statement
-- stub: type_under_a_generated_name.stub.lean

inductive _A | a
inductive _B | a
theorem t : _A = _A := rfl

-- trick: two types of the same shape are taken for one
-- refused by: statement
-- stub: isomorphic_types.stub.lean

inductive A | a
inductive B | b
theorem t : A = A := rfl

-- trick: the stub's named statement is made trivial
-- refused by: definitions
-- stub: statement_hidden_in_a_definition.stub.lean

def Statement : Prop := True
theorem t : Statement := trivial

-- trick: the name is a definition, with a kernel that looks away
-- refused by: present
-- stub: definition_of_that_name.stub.lean

def t : 1 + 1 = 2 := rfl

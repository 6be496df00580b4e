-- trick: an example leaves no name
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

example : 1 = 1 := rfl

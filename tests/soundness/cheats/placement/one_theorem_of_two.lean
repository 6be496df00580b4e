-- trick: the second theorem of the stub is left out
-- refused by: present
-- stub: one_theorem_of_two.stub.lean

theorem a : 1 = 1 := rfl

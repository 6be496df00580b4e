-- trick: something else is proved under another name
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

theorem u : 1 = 1 := rfl

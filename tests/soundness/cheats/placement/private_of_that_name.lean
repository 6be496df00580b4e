-- trick: the name is private, so that another one stands there
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

private theorem t : 1 = 1 := rfl
theorem u : 1 = 1 := t

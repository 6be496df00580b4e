-- trick: #exit before the theorem
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

#exit
theorem t : 1 = 2 := rfl

-- trick: a macro declares the theorem under a name that cannot be written
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

macro "prove" : command => `(theorem t : 1 = 1 := rfl)
prove

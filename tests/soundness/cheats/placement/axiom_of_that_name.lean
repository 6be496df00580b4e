-- trick: the name is an axiom
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

axiom t : 1 = 2

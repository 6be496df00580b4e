-- trick: the name is an opaque constant
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

opaque t : Nat

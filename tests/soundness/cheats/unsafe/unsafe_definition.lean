-- trick: an unsafe definition that proves False by calling itself
-- refused by: present
-- stub: ../../stubs/falsity.lean

unsafe def loop (n : Nat) : False := loop n
unsafe def t : False := loop 0

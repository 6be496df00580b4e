-- trick: #print axioms is a macro of the file that says nothing
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

macro (priority := high) "#print" "axioms" ident : command => `(section end)
theorem t : 1 = 2 := sorry
#print axioms t

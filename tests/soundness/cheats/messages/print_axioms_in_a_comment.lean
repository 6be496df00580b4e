-- trick: the file says by itself that it is clean
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

theorem t : 1 = 2 := sorry
#print axioms t
-- 't' does not depend on any axioms

-- trick: a hypothesis slipped in as an instance
-- refused by: statement
-- stub: ../../stubs/one_is_two.lean

class Wrong : Prop where out : 1 = 2
theorem t [w : Wrong] : 1 = 2 := w.out

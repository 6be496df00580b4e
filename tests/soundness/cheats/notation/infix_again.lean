-- trick: an infix = of higher priority
-- refused by: statement
-- stub: ../../stubs/one_is_two.lean

local infix:50 (priority := high) " = " => fun (_ _ : Nat) => True
theorem t : 1 = 2 := trivial

-- trick: equality means something else in this file
-- refused by: statement
-- stub: ../../stubs/one_is_two.lean

macro_rules | `($_ = $_) => `(True)
theorem t : 1 = 2 := trivial

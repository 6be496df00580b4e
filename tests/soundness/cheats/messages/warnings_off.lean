-- trick: no warning is printed
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

set_option warn.sorry false
theorem t : 1 = 2 := sorry

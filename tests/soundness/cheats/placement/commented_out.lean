-- trick: the theorem stands in a comment
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

/- theorem t : 1 = 2 := sorry -/
theorem u : True := trivial

-- trick: sorryAx written by its name, and said to be no sorry of the user
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

theorem t : 1 = 2 := sorryAx _ true

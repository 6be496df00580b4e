-- trick: a tactic of the file's own expands to sorry
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

macro "obvious" : tactic => `(tactic| exact sorryAx _ true)
theorem t : 1 = 2 := by obvious

-- trick: sorry closes a step, not the goal
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

theorem t : 1 = 2 := by
  have h : 1 = 2 := by sorry
  exact h

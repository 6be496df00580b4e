-- trick: a recursion that never ends, its measure shown by sorry
-- refused by: axioms
-- stub: ../../stubs/falsity.lean

theorem loop (n : Nat) : False := loop (n + 1)
termination_by n
decreasing_by all_goals sorry
theorem t : False := loop 0

-- trick: a hypothesis slipped in as a default argument
-- refused by: statement
-- stub: ../../stubs/one_is_two.lean

theorem t (h : 1 = 2 := by assumption) : 1 = 2 := h

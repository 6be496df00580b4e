-- trick: the missing fact becomes a hypothesis by variable and include
-- refused by: statement
-- stub: ../../stubs/one_is_two.lean

variable (h : False)
include h
theorem t : 1 = 2 := h.elim

-- trick: False is bound as a variable of the theorem
-- refused by: statement
-- stub: ../../stubs/falsity.lean

theorem t (False : Prop) (h : False) : False := h

-- trick: a macro rule for ∃
-- refused by: statement
-- stub: exists_is_true.stub.lean

local macro (priority := high) "∃" _x:ident "," _b:term : term => `(True)
theorem t : ∃ n, n * n = 2 := trivial

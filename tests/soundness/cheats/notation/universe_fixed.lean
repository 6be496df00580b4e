-- trick: proved for one universe only
-- refused by: statement
-- stub: universe_fixed.stub.lean

theorem t (α : Type) (a : α) : a = a := rfl

-- trick: less-than is always true
-- refused by: statement
-- stub: less_than.stub.lean

local instance (priority := high) : LT Nat := ⟨fun _ _ => True⟩
theorem t : ∀ n : Nat, n < 5 := fun _ => trivial

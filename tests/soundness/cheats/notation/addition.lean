-- trick: addition of numbers is another function
-- refused by: statement
-- stub: addition.stub.lean

local instance (priority := high) : HAdd Nat Nat Nat := ⟨fun _ _ => 5⟩
theorem t : ∀ a b : Nat, a + b = 5 := fun _ _ => rfl

-- trick: a type loses a constructor
-- refused by: definitions
-- stub: constructor_dropped.stub.lean

inductive Color | red
theorem t : ∀ a b : Color, a = b := fun a b => by cases a; cases b; rfl

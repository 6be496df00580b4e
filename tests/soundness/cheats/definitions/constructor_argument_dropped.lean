-- trick: a constructor loses an argument
-- refused by: definitions
-- stub: constructor_argument_dropped.stub.lean

inductive Box | mk
theorem t : ∀ a b : Box, a = b := fun a b => by cases a; cases b; rfl

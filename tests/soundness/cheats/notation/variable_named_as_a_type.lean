-- trick: Nat is a variable with one value
-- refused by: statement
-- stub: variable_named_as_a_type.stub.lean

variable (Nat : Type) (one : ∀ a b : Nat, a = b)
include one
theorem t : ∀ a b : Nat, a = b := one

-- trick: the other half of a mutual pair of types
-- refused by: definitions
-- stub: mutual_type_changed.stub.lean

mutual
inductive E : Nat → Prop
  | zero : E 0
  | step : O n → E (n + 1)
inductive O : Nat → Prop
  | step : E n → O (n + 1)
  | free : O 2
end
theorem t : E 3 := .step .free

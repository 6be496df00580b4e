-- trick: an arrow of the file's own
-- refused by: statement
-- stub: implication_reversed.stub.lean

local notation:25 (priority := high) a " → " b => (b : Prop) ∨ True
theorem t (p q : Prop) : p → q := Or.inr trivial

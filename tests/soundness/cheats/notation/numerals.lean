-- trick: all numerals are zero
-- refused by: statement
-- stub: numerals.stub.lean

local instance (n : Nat) : OfNat Nat n := ⟨0⟩
theorem t : (2 : Nat) = 3 := rfl

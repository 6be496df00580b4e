-- looks odd: let in a statement
-- stub: let_and_have.stub.lean

theorem t : let n := 3; n + n = 6 := rfl
theorem u (k : Nat) : have m := k; m = m := rfl

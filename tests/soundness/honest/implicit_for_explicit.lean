-- looks odd: an argument in other brackets, which a proof does not see
-- stub: implicit_for_explicit.stub.lean

theorem t {n : Nat} : n = n := rfl

-- looks odd: theorems called as the compiler calls its own
-- stub: names_that_look_generated.stub.lean

theorem eq_1 : 1 = 1 := rfl
theorem proof_1 : 2 = 2 := rfl
theorem match_1.inj : 3 = 3 := rfl

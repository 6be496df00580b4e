-- looks odd: a macro leaves a lemma under a name that cannot be said
-- stub: lemma_of_a_macro.stub.lean

macro "prepare" : command => `(theorem step (n : Nat) : n + 0 = n := rfl)
prepare
theorem t : 1 = 1 := rfl

-- looks odd: lemmas called sorry and axiom
-- stub: sorry_named_lemma.stub.lean

theorem «sorry» : 1 = 1 := rfl
theorem «axiom» : 1 = 1 := «sorry»
theorem t : 1 = 1 := «axiom»

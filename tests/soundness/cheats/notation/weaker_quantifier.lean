-- trick: some instead of all
-- refused by: statement
-- stub: weaker_quantifier.stub.lean

theorem t : ∃ n : Nat, n < 5 := ⟨0, by decide⟩

-- trick: a type of propositions, where all proofs are equal
-- refused by: statement
-- stub: type_in_the_wrong_universe.stub.lean

inductive P : Prop | a | b
theorem t : ∀ x y : P, x = y := fun _ _ => rfl

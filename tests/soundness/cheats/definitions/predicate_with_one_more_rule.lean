-- trick: an inductive predicate has one rule more
-- refused by: definitions
-- stub: predicate_with_one_more_rule.stub.lean

inductive Reach : Nat → Prop
  | zero : Reach 0
  | step (n : Nat) : Reach n → Reach (n + 2)
  | jump : Reach 7
theorem t : Reach 7 := .jump

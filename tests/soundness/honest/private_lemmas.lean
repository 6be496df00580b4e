-- looks odd: private lemmas and definitions
-- stub: private_lemmas.stub.lean

private theorem step (n : Nat) : 0 + n = n := Nat.zero_add n
private def two : Nat := 2
theorem t : 0 + two = two := step two

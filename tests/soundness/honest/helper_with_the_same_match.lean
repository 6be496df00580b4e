-- looks odd: a helper before the target makes the matcher that the target's statement shares
-- stub: helper_with_the_same_match.stub.lean

theorem helper (n : Nat) : 0 < (match n with | 0 => 1 | k + 1 => k + 2) := by cases n <;> simp
theorem t (n : Nat) : (match n with | 0 => 1 | k + 1 => k + 2) = n + 1 := by cases n <;> rfl

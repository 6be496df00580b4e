-- looks odd: another match before moves the numbers of the matchers
-- stub: another_match_before.stub.lean

def f (n : Nat) : Nat := match n with | 0 => 3 | k + 1 => match k with | 0 => 1 | _ => 2
theorem helper : f 0 = 3 := rfl
theorem t (n : Nat) : (match n with | 0 => 1 | k + 1 => k + 2) = n + 1 := by cases n <;> rfl

-- looks odd: more definitions and lemmas than the stub has
-- stub: extra_definitions.stub.lean

def helper (n : Nat) : Nat := n + 1
theorem helper_pos (n : Nat) : 0 < helper n := Nat.succ_pos n
theorem t (n : Nat) : 0 < n + 1 := helper_pos n

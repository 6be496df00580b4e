-- trick: a false equation whose two sides only meet after days of unfolding, never looked at while Lean elaborates
-- undecided by: kernel
-- seconds: 3

def slow : Nat → Nat → Nat
  | 0, m => m
  | n + 1, m => slow n (slow n m)

set_option debug.skipKernelTC true in
theorem t : (slow 60 0 == 1) = true := by decide +kernel

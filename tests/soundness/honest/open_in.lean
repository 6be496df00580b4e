-- looks odd: open … in before the theorem
-- stub: open_in.stub.lean

open Nat in
theorem t (n : Nat) : n < succ n := lt_succ_self n

theorem t (n : Nat) : n < Nat.succ n := sorry

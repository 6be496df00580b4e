theorem t (n : Nat) : (match n with | 0 => 1 | k + 1 => k + 2) = n + 1 := sorry

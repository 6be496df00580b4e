theorem all_equal (m n : Nat) : m = n := sorry

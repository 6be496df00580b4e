def «Carré» (n : Nat) : Prop := ∃ m, n = m * m

theorem two_is_square : «Carré» 2 := sorry

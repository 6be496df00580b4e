-- trick: "é" as one letter in the stub and as a letter and a mark in the file are two names, so two predicates
-- stub: letter_with_a_mark.stub.lean
-- refused by: statement

def «Carré» (_ : Nat) : Prop := True

def «Carré» (n : Nat) : Prop := ∃ m, n = m * m

theorem two_is_square : «Carré» 2 := trivial

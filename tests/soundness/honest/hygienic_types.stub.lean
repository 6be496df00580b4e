macro "kind" n:ident : command => `(
inductive T : Type
abbrev $n := T)
kind X
kind Y
theorem t (h : X = Y) : Y = X := sorry

-- looks odd: a macro's two types under one hygienic name stay two
-- stub: hygienic_types.stub.lean

macro "kind" n:ident : command => `(
inductive T : Type
abbrev $n := T)
kind X
kind Y
theorem t (h : X = Y) : Y = X := h.symm

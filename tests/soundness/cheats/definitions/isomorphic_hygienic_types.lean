-- trick: a macro's two types under one hygienic name become one
-- refused by: definitions
-- stub: isomorphic_hygienic_types.stub.lean

macro "kind" n:ident m:ident : command => `(
inductive T : Type
abbrev $n := T
abbrev $m := T)
kind X Y
theorem t : X = Y := rfl

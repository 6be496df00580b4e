-- trick: choice, but from nothing
-- refused by: axioms
-- stub: ../../stubs/falsity.lean

axiom Classical.choose' {α : Type} : α
theorem t : False := (Classical.choose' (α := { _n : Nat // False })).2

-- trick: an instance hides the axiom
-- refused by: axioms
-- stub: ../../stubs/falsity.lean

class Wrong : Prop where out : False
axiom wrong : Wrong
attribute [instance] wrong
theorem t : False := Wrong.out

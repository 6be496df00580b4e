-- trick: a proposition assumed to be equal to True, used by rewriting
-- refused by: axioms

axiom P : Prop
axiom p : P = True
theorem t : P := p ▸ trivial

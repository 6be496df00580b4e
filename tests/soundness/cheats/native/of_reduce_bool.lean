-- trick: the axiom behind native code, declared as Lean declares it
-- refused by: axioms

opaque Lean.reduceBool (b : Bool) : Bool := b
axiom Lean.ofReduceBool (a b : Bool) (h : Lean.reduceBool a = b) : a = b
axiom trust : Lean.reduceBool false = true
theorem t : false = true := Lean.ofReduceBool _ _ trust

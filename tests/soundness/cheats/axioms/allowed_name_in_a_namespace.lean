-- trick: its last name is that of an allowed axiom
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

namespace A
axiom propext : False
end A
theorem t : 1 = 2 := A.propext.elim

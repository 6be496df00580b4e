-- trick: a clean theorem of the same last name is what a careless reader asks about
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

namespace Clean
theorem t : 1 = 1 := rfl
end Clean
theorem t : 1 = 2 := sorry
open Clean in
#print axioms Clean.t

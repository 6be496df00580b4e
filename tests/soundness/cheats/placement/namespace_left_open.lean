-- trick: a namespace opened and never closed
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

namespace A
theorem t : 1 = 1 := rfl

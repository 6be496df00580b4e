-- trick: a theorem of that name, but in a namespace
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

namespace A
theorem t : 1 = 1 := rfl
end A

-- trick: one of each
-- refused by: statement
-- stub: ../../stubs/one_is_two.lean

theorem t : 1 = 1 := rfl
namespace A
theorem t : 1 = 1 := rfl
end A

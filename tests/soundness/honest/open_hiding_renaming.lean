-- looks odd: open … hiding and renaming
-- stub: open_hiding_renaming.stub.lean

namespace A
def x : Nat := 1
def y : Nat := 2
end A
open A hiding y
open A renaming y → z
theorem t : x + z = 3 := rfl

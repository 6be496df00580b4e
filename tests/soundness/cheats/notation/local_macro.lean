-- trick: a macro spelt as the definition
-- refused by: statement
-- stub: local_macro.stub.lean

namespace A
def Good (n : Nat) : Prop := n * n = 5
local macro "Good" : term => `(fun (_ : Nat) => True)
theorem t : Good 3 := by intros; trivial
end A

-- trick: a notation spelt as the definition
-- refused by: statement
-- stub: local_notation.stub.lean

namespace A
def Good (n : Nat) : Prop := n * n = 5
local notation "Good" => fun (_ : Nat) => False → True
theorem t : Good 3 := by intros; trivial
end A

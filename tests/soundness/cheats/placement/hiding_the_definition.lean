-- trick: a namespace's twin of a definition is opened
-- refused by: statement
-- stub: hiding_the_definition.stub.lean

def Good (n : Nat) : Prop := n * n = 4
def A.Good (_ : Nat) : Prop := False
namespace A
theorem _root_.t : Good 3 → False := id
end A

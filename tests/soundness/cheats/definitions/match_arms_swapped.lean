-- trick: the arms of a match are swapped
-- refused by: definitions
-- stub: match_arms_swapped.stub.lean

def f (b : Bool) : Nat := match b with | true => 0 | false => 1
theorem t : f true = 0 := rfl

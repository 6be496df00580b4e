-- trick: the constant behind a notation of the stub
-- refused by: definitions
-- stub: notation_constant.stub.lean

def norm (n : Nat) : Nat := 0
notation "‖" n "‖" => norm n
theorem t : ‖3‖ = 0 := rfl

-- looks odd: a notation of the file's own for what is there
-- stub: local_notation_that_changes_nothing.stub.lean

local notation "𝔽" => False
local infixl:65 " ⊹ " => Nat.add
theorem t (a b : Nat) : a ⊹ b = a + b := rfl
theorem u : ¬ 𝔽 := id

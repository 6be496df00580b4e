-- trick: a negation
-- refused by: kernel

set_option debug.skipKernelTC true in
theorem t : ¬ (0 : Nat) < 1 := by decide +kernel

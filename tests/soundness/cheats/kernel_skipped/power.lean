-- trick: a large wrong computation
-- refused by: kernel

set_option debug.skipKernelTC true in
theorem t : (2 : Nat) ^ 10 = 1000 := by decide +kernel

-- trick: the kernel is told not to look, and decide believes it would
-- refused by: kernel
-- stub: ../../stubs/one_is_two.lean

set_option debug.skipKernelTC true in
theorem t : 1 = 2 := by decide +kernel

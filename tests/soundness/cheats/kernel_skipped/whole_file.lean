-- trick: for the whole file
-- refused by: kernel
-- stub: ../../stubs/one_is_two.lean

set_option debug.skipKernelTC true
theorem t : 1 = 2 := by decide +kernel

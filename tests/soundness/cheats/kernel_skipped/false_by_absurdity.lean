-- trick: False itself, from two skipped facts
-- refused by: kernel
-- stub: ../../stubs/falsity.lean

set_option debug.skipKernelTC true
theorem a : 1 = 2 := by decide +kernel
theorem t : False := absurd a (by decide)

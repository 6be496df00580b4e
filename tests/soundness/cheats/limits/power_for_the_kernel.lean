-- trick: the kernel is to write out a power of a billion digits, and is never asked while Lean elaborates
-- undecided by: kernel
-- seconds: 3

set_option debug.skipKernelTC true in
theorem t : (2 ^ (2 ^ 34) % 7 == 3) = true := by decide +kernel

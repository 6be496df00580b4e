-- trick: the same, and the kernel looks away
-- refused by: kernel

def wrong (_ : Nat) : Bool := true
@[implemented_by wrong] def right (n : Nat) : Bool := n == 1
set_option debug.skipKernelTC true in
theorem t : right 2 = true := by decide +kernel

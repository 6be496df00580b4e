-- trick: the same, and the kernel looks away
-- refused by: kernel

def Lean.reduceBool (b : Bool) : Bool := b
def wrong : Bool := true
@[implemented_by wrong] def right : Bool := false
set_option debug.skipKernelTC true in
theorem t : Lean.reduceBool right = true := by decide +kernel

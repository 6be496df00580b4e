-- trick: the name by which the kernel once ran native code, declared by the file
-- refused by: compiled

def Lean.reduceBool (b : Bool) : Bool := b
def wrong : Bool := true
@[implemented_by wrong] def right : Bool := false
theorem t : Lean.reduceBool right = true := by decide +kernel

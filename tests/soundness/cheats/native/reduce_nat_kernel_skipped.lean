-- trick: and for numbers
-- refused by: kernel

def Lean.reduceNat (n : Nat) : Nat := n
def wrong : Nat := 7
@[implemented_by wrong] def right : Nat := 3
set_option debug.skipKernelTC true in
theorem t : Lean.reduceNat right = 7 := by decide +kernel

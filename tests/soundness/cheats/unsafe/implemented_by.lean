-- trick: the compiler is given another function than the kernel
-- refused by: axioms

def wrong (_ : Nat) : Bool := true
@[implemented_by wrong] def right (n : Nat) : Bool := n == 1
theorem t : right 2 = true := by native_decide

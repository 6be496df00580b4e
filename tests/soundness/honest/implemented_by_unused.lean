-- looks odd: implemented_by on a function whose proof is by the kernel

def fast (n : Nat) : Nat := n
@[implemented_by fast] def slow (n : Nat) : Nat := n + 0
theorem t : slow 3 = 3 := rfl

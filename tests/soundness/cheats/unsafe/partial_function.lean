-- trick: a function that never ends, opaque to the kernel
-- refused by: safe

partial def loop (n : Nat) : Nat := loop (n + 1)
theorem t : loop 0 = loop 0 := rfl

-- trick: the same statement, a false one, honestly in the stub
-- refused by: kernel
-- stub: against_an_honest_stub.stub.lean

set_option debug.skipKernelTC true in
theorem t : ∀ n, n < 5 → n < 4 := by decide +kernel

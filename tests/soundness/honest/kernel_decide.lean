-- looks odd: decide that leaves all to the kernel
-- stub: kernel_decide.stub.lean

theorem t : ∀ n, n < 40 → n * n < 1600 := by decide +kernel

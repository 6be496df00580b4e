-- trick: the skipped proof is inside a value
-- refused by: kernel
-- stub: ../../stubs/falsity.lean

set_option debug.skipKernelTC true in
def value : { n : Nat // n < 0 } := ⟨0, by decide +kernel⟩
theorem t : False := Nat.not_lt_zero _ value.2

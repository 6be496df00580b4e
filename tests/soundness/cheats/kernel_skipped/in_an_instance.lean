-- trick: in an instance
-- refused by: kernel
-- stub: ../../stubs/one_is_two.lean

class Wrong : Prop where out : 1 = 2
set_option debug.skipKernelTC true in
instance : Wrong := ⟨by decide +kernel⟩
theorem t : 1 = 2 := Wrong.out

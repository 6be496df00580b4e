-- trick: in a private lemma, with an honest theorem after it
-- refused by: kernel
-- stub: ../../stubs/one_is_two.lean

set_option debug.skipKernelTC true in
private theorem gap : 1 = 2 := by decide +kernel
theorem t : 1 = 2 := gap

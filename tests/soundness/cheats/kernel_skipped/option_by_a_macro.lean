-- trick: the option's name does not stand in the file as one word
-- refused by: kernel
-- stub: ../../stubs/one_is_two.lean

macro "quick" c:command : command => do
  `(set_option $(Lean.mkIdent (.str (.str .anonymous "debug") ("skip" ++ "KernelTC"))) true in $c:command)
quick theorem t : 1 = 2 := by decide +kernel

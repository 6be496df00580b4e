-- trick: inside a section of a namespace, under options
-- refused by: kernel

namespace A
section
set_option debug.skipKernelTC true
theorem gap : (5 : Nat) ∣ 7 ∨ 1 = 2 := Or.inr (by decide +kernel)
end
theorem t : (5 : Nat) ∣ 7 ∨ 1 = 2 := gap
end A

-- looks odd: a file that prints a lot

#check Nat
#print axioms Nat.zero_add
#check_failure (1 : Prop)
theorem unused (n : Nat) (h : n = n) : 1 = 1 := rfl

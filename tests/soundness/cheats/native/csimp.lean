-- trick: a replacement for the compiler, proved by sorry
-- refused by: axioms

def f (n : Nat) : Nat := n
def g (_ : Nat) : Nat := 7
@[csimp] theorem f_is_g : @f = @g := sorry
theorem t : f 1 = 7 := by native_decide

private def k : Nat := 4
def f : Nat := k
theorem t : f = 3 := sorry

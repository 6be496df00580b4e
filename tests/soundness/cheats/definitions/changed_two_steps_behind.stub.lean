def a : Nat := 1
def b : Nat := a + 1
theorem t : b = 3 := sorry

def k : Nat := 1
def _inner : Nat := k
theorem t : _inner = 2 := sorry

inductive _A | a
inductive _B | a
theorem t : _A = _B := sorry

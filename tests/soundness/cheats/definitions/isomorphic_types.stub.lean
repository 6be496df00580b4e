inductive A | a
inductive B | b
theorem t : A = B := sorry

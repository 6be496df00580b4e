axiom B : Prop
theorem t : B := sorry

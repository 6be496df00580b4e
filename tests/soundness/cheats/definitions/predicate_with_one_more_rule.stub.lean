inductive Reach : Nat → Prop
  | zero : Reach 0
  | step (n : Nat) : Reach n → Reach (n + 2)
theorem t : Reach 7 := sorry

mutual
inductive E : Nat → Prop
  | zero : E 0
  | step : O n → E (n + 1)
inductive O : Nat → Prop
  | step : E n → O (n + 1)
end
theorem t : E 3 := sorry

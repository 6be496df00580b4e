-- looks odd: theorems that call each other

mutual
inductive E : Nat → Prop
  | zero : E 0
  | step : O n → E (n + 1)
inductive O : Nat → Prop
  | step : E n → O (n + 1)
end
theorem two : E 2 := .step (.step .zero)
theorem not_one : ¬ E 1 := fun h => by cases h with | step h => cases h

-- trick: Nat.land with another definition, which the kernel computes its own way
-- refused by: header

prelude
inductive Eq' {α : Type} (a : α) : α → Prop | refl : Eq' a a
inductive Nat' | zero | succ (n : Nat')
theorem t : Eq' Nat'.zero Nat'.zero := Eq'.refl

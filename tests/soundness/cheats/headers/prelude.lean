-- trick: a world of its own, without Lean's library
-- refused by: header

prelude
inductive Proved : Prop | intro
theorem t : Proved := Proved.intro

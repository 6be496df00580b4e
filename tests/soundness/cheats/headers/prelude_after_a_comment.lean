-- trick: the word stands behind a nested comment
-- refused by: header

/- /- nothing -/ here -/ prelude
inductive Proved : Prop | intro
theorem t : Proved := Proved.intro

-- trick: an opaque constant of a type made of the file's own
-- refused by: safe

inductive Answer | yes | no
instance : Inhabited Answer := ⟨.yes⟩
opaque answer : Answer
theorem t : answer = answer := rfl

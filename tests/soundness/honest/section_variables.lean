-- looks odd: the statement's variables come from a section
-- stub: section_variables.stub.lean

section
variable {α : Type} (xs : List α)
theorem t : xs ++ [] = xs := by simp
end

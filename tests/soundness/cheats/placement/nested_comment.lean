-- trick: a nested comment hides the theorem from Lean, not from a search of the text
-- refused by: present
-- stub: ../../stubs/one_is_two.lean

/- /- -/
theorem t : 1 = 2 := rfl
-/

-- trick: the file's own type is called as the natural numbers are, but for one Cyrillic letter
-- stub: type_with_a_cyrillic_letter.stub.lean
-- refused by: statement

inductive «Nаt» | zero

theorem all_equal (m n : «Nаt») : m = n := by
  cases m
  cases n
  rfl

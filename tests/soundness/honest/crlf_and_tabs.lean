-- looks odd: a byte order of lines from another system

theorem t : 1 = 1 :=
  rfl
theorem u : 2 = 2 := rfl

-- looks odd: a tactic of the file's own

macro "close" : tactic => `(tactic| first | rfl | assumption | simp)
theorem t (p : Prop) (h : p) : p := by close
theorem u : 1 + 1 = 2 := by close

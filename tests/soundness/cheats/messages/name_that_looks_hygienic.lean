-- trick: a name with the marks of a macro's own
-- refused by: axioms

theorem «a_@b» : 1 = 2 := sorry
theorem x.«_@».y._hyg : 1 = 2 := sorry

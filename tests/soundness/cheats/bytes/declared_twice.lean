-- trick: two theorems of one name, the easy one for the eye
-- refused by: compiled
-- bytes: lemmaA => lemmaB

theorem lemmaA : 1 = 1 := rfl
theorem lemmaB : 1 = 1 := lemmaA

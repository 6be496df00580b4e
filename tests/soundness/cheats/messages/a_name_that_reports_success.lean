-- trick: the theorem's name has a line break and forges the report's next line
-- refused by: axioms

theorem «t
certified u» : 1 = 2 := sorry

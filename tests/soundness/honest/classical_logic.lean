-- looks odd: all three allowed axioms

theorem t (p : Prop) : p ∨ ¬p := Classical.em p
theorem u (p q : Prop) (h : p ↔ q) : p = q := propext h
theorem v {α : Type} (r : α → α → Prop) (a b : α) (h : r a b) : Quot.mk r a = Quot.mk r b := Quot.sound h

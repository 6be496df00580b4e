theorem t (p q : Prop) : p → q := sorry

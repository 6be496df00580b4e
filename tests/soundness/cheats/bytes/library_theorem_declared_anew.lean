-- trick: a theorem of the library declared again with an easier statement
-- refused by: names
-- bytes: zero_adD => zero_add
-- theorem: t

theorem Nat.zero_adD (n : Nat) : n = n := rfl
theorem t (n : Nat) : n = n := Nat.zero_adD n

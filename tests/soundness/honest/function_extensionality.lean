-- looks odd: funext, and a function made by choice

theorem t (f g : Nat → Nat) (h : ∀ n, f n = g n) : f = g := funext h
noncomputable def pick (h : ∃ n : Nat, n * n = 4) : Nat := Classical.choose h
theorem u (h : ∃ n : Nat, n * n = 4) : pick h * pick h = 4 := Classical.choose_spec h

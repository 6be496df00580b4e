structure V where
  x : Nat
  y : Nat
instance : Add V := ⟨fun a b => ⟨a.x + b.x, a.y + b.y⟩⟩
instance (n : Nat) : OfNat V n := ⟨⟨n, n⟩⟩
theorem t : (1 : V) + 2 = 3 := sorry

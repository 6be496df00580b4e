class Size (α : Type) where size : Nat
instance : Size Nat := ⟨1⟩
theorem t : Size.size Nat = 2 := sorry

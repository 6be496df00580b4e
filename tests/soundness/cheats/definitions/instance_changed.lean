-- trick: an instance of the stub with another value
-- refused by: definitions
-- stub: instance_changed.stub.lean

class Size (α : Type) where size : Nat
instance : Size Nat := ⟨2⟩
theorem t : Size.size Nat = 2 := rfl

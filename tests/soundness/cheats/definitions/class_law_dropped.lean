-- trick: a class loses its law
-- refused by: definitions
-- stub: class_law_dropped.stub.lean

class Comm (α : Type) where
  op : α → α → α
  comm : ∀ a b : α, op a b = op a b
instance : Comm Nat := ⟨fun a _ => a, fun _ _ => rfl⟩
theorem t : ∃ c : Comm Nat, c.op 1 2 = 1 := ⟨inferInstance, rfl⟩

-- trick: a structure's law is weakened
-- refused by: definitions
-- stub: structure_field_weakened.stub.lean

structure Even where
  n : Nat
  h : n % 2 < 2
def one : Even := ⟨1, by decide⟩
theorem t : ∃ e : Even, e.n = 1 := ⟨one, rfl⟩

-- trick: one equation of a recursive function is another
-- refused by: definitions
-- stub: recursion_changed.stub.lean

def f : Nat → Nat
  | 0 => 0
  | n + 1 => f n
theorem t : ∀ n, f n = 0 := fun n => by induction n with
  | zero => rfl
  | succ n ih => simp [f, ih]

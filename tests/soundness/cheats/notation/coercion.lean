-- trick: a coercion takes the number away
-- refused by: statement
-- stub: coercion.stub.lean

instance : CoeFun Nat (fun _ => Nat → Nat) := ⟨fun _ _ => 0⟩
theorem t : ∀ n : Nat, n (1) = 0 := fun _ => rfl

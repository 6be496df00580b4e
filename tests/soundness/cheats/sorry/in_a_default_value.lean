-- trick: a structure's default field carries the gap
-- refused by: axioms
-- stub: ../../stubs/one_is_two.lean

structure Box where
  value : Nat
  proof : value = 2 := by sorry
def box : Box := { value := 1 }
theorem t : 1 = 2 := box.proof

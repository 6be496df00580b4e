-- trick: an opaque constant, whose value nobody sees
-- refused by: safe

opaque secret : Nat
theorem t : secret = secret := rfl

-- looks odd: a structure that carries proofs, and eta

structure Even where
  n : Nat
  h : n % 2 = 0
def four : Even := ⟨4, rfl⟩
theorem t (e : Even) : Even.mk e.n e.h = e := rfl
theorem u : four.n = 4 := rfl

-- looks odd: Greek, subscripts, quotes and primes in names

namespace «Größe»
theorem αβ₁' (ξ η : Nat) (ℎ : ξ = η) : η = ξ := ℎ.symm
theorem «a name with spaces» (p : Prop) (h : p) : p := h
end «Größe»

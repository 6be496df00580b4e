-- In a symmetric and transitive relation, what is related to anything is related to itself.
theorem related_self {α : Type} {R : α → α → Prop} (symm : ∀ {a b}, R a b → R b a)
    (trans : ∀ {a b c}, R a b → R b c → R a c) {a b : α} (h : R a b) : R a a := by
  sorry

class Comm (α : Type) where
  op : α → α → α
  comm : ∀ a b : α, op a b = op b a
theorem t : ∃ c : Comm Nat, c.op 1 2 = 1 := sorry

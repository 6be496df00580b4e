-- Exchanging the parts of a pair twice. The function is defined in this file.
def exchange {α β : Type} (p : α × β) : β × α := (p.2, p.1)

theorem exchange_exchange {α β : Type} (p : α × β) : exchange (exchange p) = p := by
  sorry

-- trick: a kernel of 2025, with bugs that are known
-- refused by: toolchain
-- Lean: 4.20.0

theorem t : 1 = 1 := rfl

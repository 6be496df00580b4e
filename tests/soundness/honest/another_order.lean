-- looks odd: the file's theorems stand in another order than the stub's
-- stub: another_order.stub.lean

theorem b : 2 = 2 := rfl
theorem a : 1 = 1 := rfl

-- trick: the file does not compile, but another run's compiled file lies there
-- refused by: compiled
-- left behind: left_behind.other.lean
-- stub: left_behind.stub.lean

theorem t : 1 = 1 := by fail

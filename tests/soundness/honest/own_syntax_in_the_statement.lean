-- looks odd: a macro of the file's own for the statement, the same in the stub
-- stub: own_syntax_in_the_statement.stub.lean

macro "double" n:term:max : term => `($n + $n)
theorem t (n : Nat) : double n = n + n := rfl

-- looks odd: recursion on a measure

def down (n : Nat) : Nat := if h : n < 3 then n else down (n - 3)
termination_by n
decreasing_by omega
theorem t : down 7 = 1 := by
  unfold down; simp; unfold down; simp; unfold down; simp

-- looks odd: functions that call each other
-- stub: mutual_recursion.stub.lean

mutual
def even : Nat → Bool
  | 0 => true
  | n + 1 => odd n
def odd : Nat → Bool
  | 0 => false
  | n + 1 => even n
end
theorem t : even 10 = true := by decide
theorem u (n : Nat) : even (n + 1) = odd n := by simp [even]

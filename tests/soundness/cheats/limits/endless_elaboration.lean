-- trick: elaboration never ends
-- undecided by: compiled
-- seconds: 2

set_option maxHeartbeats 0
set_option maxRecDepth 10000000
def count : Nat → Nat → Nat
  | 0, a => a
  | n + 1, a => count n (count n (a + 1))
theorem t : count 60 0 = 1 := by decide

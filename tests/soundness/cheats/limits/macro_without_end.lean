-- trick: a macro that grows for ever
-- undecided by: compiled
-- seconds: 3

syntax "grow" term : term
macro_rules | `(grow $x) => `(grow ($x, $x))
set_option maxHeartbeats 0
set_option maxRecDepth 100000000
theorem t : 1 = 2 := grow 1

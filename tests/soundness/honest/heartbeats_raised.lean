-- looks odd: limits of Lean's own raised
-- stub: heartbeats_raised.stub.lean

set_option maxHeartbeats 4000000 in
set_option maxRecDepth 4000 in
theorem t : ∀ a, a < 12 → ∀ b, b < 12 → a * b = b * a := by decide

-- Reversal keeps the total. The function is defined in this file; the second theorem may use the first.
/-- The sum of a list of numbers. -/
def total : List Nat → Nat
  | [] => 0
  | n :: ns => n + total ns

theorem total_append (ms ns : List Nat) : total (ms ++ ns) = total ms + total ns := by
  sorry

theorem total_reverse (ns : List Nat) : total ns.reverse = total ns := by
  sorry

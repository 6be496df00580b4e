-- Twice the sum of the first numbers. The function is defined in this file.
/-- The sum of the numbers up to `n`. -/
def sumUpTo : Nat → Nat
  | 0 => 0
  | n + 1 => sumUpTo n + (n + 1)

theorem two_mul_sumUpTo (n : Nat) : 2 * sumUpTo n = n * (n + 1) := by
  sorry

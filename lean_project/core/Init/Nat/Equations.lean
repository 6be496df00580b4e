prelude
import Init.Nat.Bitwise
import Init.Nat.Gcd
/-!
# What determines each function on natural numbers that the kernel computes itself

The kernel evaluates these functions on literals with big integers, whatever their definitions say. Each one has here
equations that fix its value on all arguments, proved from the definitions. A plain file does not import this module:
some of the names are not those of Lean's core.
-/

namespace Lemmasmith.Equations

theorem succ_eq (n : Nat) : Nat.succ n = n + 1 := rfl

theorem add_zero (n : Nat) : Nat.add n 0 = n := rfl
theorem add_succ (n m : Nat) : Nat.add n (m + 1) = Nat.add n m + 1 := rfl

theorem sub_zero (n : Nat) : Nat.sub n 0 = n := rfl
theorem sub_succ (n m : Nat) : Nat.sub n (m + 1) = Nat.pred (Nat.sub n m) := rfl
theorem pred_zero : Nat.pred 0 = 0 := rfl
theorem pred_succ (n : Nat) : Nat.pred (n + 1) = n := rfl

theorem mul_zero (n : Nat) : Nat.mul n 0 = 0 := rfl
theorem mul_succ (n m : Nat) : Nat.mul n (m + 1) = Nat.add (Nat.mul n m) n := rfl

theorem pow_zero (n : Nat) : Nat.pow n 0 = 1 := rfl
theorem pow_succ (n m : Nat) : Nat.pow n (m + 1) = Nat.mul (Nat.pow n m) n := rfl

theorem beq_zero_zero : Nat.beq 0 0 = true := rfl
theorem beq_zero_succ (n : Nat) : Nat.beq 0 (n + 1) = false := rfl
theorem beq_succ_zero (n : Nat) : Nat.beq (n + 1) 0 = false := rfl
theorem beq_succ_succ (n m : Nat) : Nat.beq (n + 1) (m + 1) = Nat.beq n m := rfl

theorem ble_zero (n : Nat) : Nat.ble 0 n = true := by cases n <;> rfl
theorem ble_succ_zero (n : Nat) : Nat.ble (n + 1) 0 = false := rfl
theorem ble_succ_succ (n m : Nat) : Nat.ble (n + 1) (m + 1) = Nat.ble n m := rfl

theorem div_eq (n m : Nat) : Nat.div n m = if 0 < m ∧ m ≤ n then Nat.div (n - m) m + 1 else 0 := Nat.div_eq n m
theorem mod_eq (n m : Nat) : Nat.mod n m = if 0 < m ∧ m ≤ n then Nat.mod (n - m) m else n := Nat.mod_eq n m

theorem gcd_zero (n : Nat) : Nat.gcd 0 n = n := Nat.gcd_zero_left n
theorem gcd_succ (m n : Nat) : Nat.gcd (m + 1) n = Nat.gcd (Nat.mod n (m + 1)) (m + 1) := Nat.gcd_succ m n

theorem shiftLeft_zero (n : Nat) : Nat.shiftLeft n 0 = n := rfl
theorem shiftLeft_succ (n m : Nat) : Nat.shiftLeft n (m + 1) = Nat.shiftLeft (2 * n) m := rfl
theorem shiftRight_zero (n : Nat) : Nat.shiftRight n 0 = n := rfl
theorem shiftRight_succ (n m : Nat) : Nat.shiftRight n (m + 1) = Nat.div (Nat.shiftRight n m) 2 := rfl

theorem log2_eq (n : Nat) : Nat.log2 n = if 2 ≤ n then Nat.log2 (n / 2) + 1 else 0 := Nat.log2_def n

/-- A number made of a digit and the remaining digits. -/
private theorem digits (f : Bool → Bool → Bool) (n m : Nat) (hn : n ≠ 0) (hm : m ≠ 0) : Nat.bitwise f n m =
    2 * Nat.bitwise f (n / 2) (m / 2) + bif f (n % 2 = 1) (m % 2 = 1) then 1 else 0 := by
  rw [Lemmasmith.Nat.bitwise_eq, if_neg hn, if_neg hm, Nat.two_mul]
  cases f (n % 2 = 1) (m % 2 = 1) <;> rfl

private theorem left_zero (f : Bool → Bool → Bool) (m : Nat) : Nat.bitwise f 0 m = if f false true then m else 0 := by
  rw [Lemmasmith.Nat.bitwise_eq, if_pos rfl]

private theorem right_zero (f : Bool → Bool → Bool) (n : Nat) :
    Nat.bitwise f (n + 1) 0 = if f true false then n + 1 else 0 := by
  rw [Lemmasmith.Nat.bitwise_eq, if_neg (Nat.succ_ne_zero n), if_pos rfl]

theorem land_zero_left (m : Nat) : Nat.land 0 m = 0 := left_zero and m
theorem land_zero_right (n : Nat) : Nat.land (n + 1) 0 = 0 := right_zero and n
theorem land_eq (n m : Nat) (hn : n ≠ 0) (hm : m ≠ 0) :
    Nat.land n m = 2 * Nat.land (n / 2) (m / 2) + bif decide (n % 2 = 1) && decide (m % 2 = 1) then 1 else 0 :=
  digits and n m hn hm

theorem lor_zero_left (m : Nat) : Nat.lor 0 m = m := left_zero or m
theorem lor_zero_right (n : Nat) : Nat.lor (n + 1) 0 = n + 1 := right_zero or n
theorem lor_eq (n m : Nat) (hn : n ≠ 0) (hm : m ≠ 0) :
    Nat.lor n m = 2 * Nat.lor (n / 2) (m / 2) + bif decide (n % 2 = 1) || decide (m % 2 = 1) then 1 else 0 :=
  digits or n m hn hm

theorem xor_zero_left (m : Nat) : Nat.xor 0 m = m := left_zero bne m
theorem xor_zero_right (n : Nat) : Nat.xor (n + 1) 0 = n + 1 := right_zero bne n
theorem xor_eq (n m : Nat) (hn : n ≠ 0) (hm : m ≠ 0) :
    Nat.xor n m = 2 * Nat.xor (n / 2) (m / 2) + bif decide (n % 2 = 1) != decide (m % 2 = 1) then 1 else 0 :=
  digits bne n m hn hm

end Lemmasmith.Equations

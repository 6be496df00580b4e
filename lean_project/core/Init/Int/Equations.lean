prelude
import Init.Int.Linear
import Init.Omega.Data
/-!
# What determines each function on integers that compiled code computes itself

Compiled code, and so `#eval`, computes these functions with big integers, whatever their definitions say.  (The kernel
does not: it unfolds them, down to natural numbers.)  Each one has here equations that fix its value on all arguments,
proved from the definitions.  A plain file does not import this module: the names are not those of Lean's core.
-/

namespace Lemmasmith.IntEquations

open Int (ofNat negSucc subNatNat negOfNat)

theorem ofNat_eq (n : Nat) : ofNat n = (n : Int) := rfl
theorem negSucc_eq (n : Nat) : negSucc n = -((n : Int) + 1) := rfl

theorem neg_zero : Int.neg (ofNat 0) = ofNat 0 := rfl
theorem neg_succ (n : Nat) : Int.neg (ofNat (n + 1)) = negSucc n := rfl
theorem neg_negSucc (n : Nat) : Int.neg (negSucc n) = ofNat (n + 1) := rfl

theorem subNatNat_ge (m n : Nat) (h : n ≤ m) : subNatNat m n = ofNat (m - n) := Int.subNatNat_of_le h
theorem subNatNat_lt (m k : Nat) : subNatNat m (m + k + 1) = negSucc k := Int.subNatNat_add_right

theorem add_ofNat_ofNat (m n : Nat) : Int.add (ofNat m) (ofNat n) = ofNat (m + n) := rfl
theorem add_ofNat_negSucc (m n : Nat) : Int.add (ofNat m) (negSucc n) = subNatNat m (n + 1) := rfl
theorem add_negSucc_ofNat (m n : Nat) : Int.add (negSucc m) (ofNat n) = subNatNat n (m + 1) := rfl
theorem add_negSucc_negSucc (m n : Nat) : Int.add (negSucc m) (negSucc n) = negSucc (m + n + 1) := rfl

theorem sub_eq (m n : Int) : Int.sub m n = Int.add m (Int.neg n) := rfl

theorem mul_ofNat_ofNat (m n : Nat) : Int.mul (ofNat m) (ofNat n) = ofNat (m * n) := rfl
theorem mul_ofNat_negSucc (m n : Nat) : Int.mul (ofNat m) (negSucc n) = Int.neg (ofNat (m * (n + 1))) := rfl
theorem mul_negSucc_ofNat (m n : Nat) : Int.mul (negSucc m) (ofNat n) = Int.neg (ofNat ((m + 1) * n)) := rfl
theorem mul_negSucc_negSucc (m n : Nat) : Int.mul (negSucc m) (negSucc n) = ofNat ((m + 1) * (n + 1)) := rfl

theorem natAbs_ofNat (n : Nat) : Int.natAbs (ofNat n) = n := rfl
theorem natAbs_negSucc (n : Nat) : Int.natAbs (negSucc n) = n + 1 := rfl

theorem decEq_eq (a b : Int) : (Int.decEq a b).decide = true ↔ a = b := @decide_eq_true_iff _ (Int.decEq a b)
theorem decLe_eq (a b : Int) : (Int.decLe a b).decide = true ↔ ∃ n : Nat, a + n = b :=
  (@decide_eq_true_iff _ (Int.decLe a b)).trans ⟨Int.le.dest, fun ⟨n, e⟩ => Int.le.intro n e⟩
theorem decLt_eq (a b : Int) : (Int.decLt a b).decide = true ↔ ∃ n : Nat, a + 1 + n = b :=
  (@decide_eq_true_iff _ (Int.decLt a b)).trans ⟨Int.le.dest, fun ⟨n, e⟩ => Int.le.intro n e⟩

/-- `/` and `%`: the remainder is not negative and smaller than the divisor's absolute value. -/
theorem ediv_emod_eq (a b : Int) : a.emod b + b * a.ediv b = a := Int.emod_add_mul_ediv a b
theorem emod_bounds (a b : Int) (h : b ≠ 0) : 0 ≤ a.emod b ∧ a.emod b < b.natAbs :=
  ⟨Int.emod_nonneg a h, Int.emod_lt a h⟩
theorem ediv_zero (a : Int) : a.ediv 0 = 0 := Int.ediv_zero a

/-- `tdiv` and `tmod`: on natural numbers as there, and the quotient changes sign with either argument. -/
theorem tdiv_ofNat (m n : Nat) : Int.tdiv m n = (m / n : Nat) := rfl
theorem tdiv_neg (a b : Int) : a.tdiv (-b) = -(a.tdiv b) := Int.tdiv_neg a b
theorem neg_tdiv (a b : Int) : (-a).tdiv b = -(a.tdiv b) := Int.neg_tdiv a b
theorem tmod_eq (a b : Int) : a.tmod b = a - b * a.tdiv b := Int.tmod_def a b

end Lemmasmith.IntEquations

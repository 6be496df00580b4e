prelude
import Init.Nat.Div
/-!
# Binary digits of natural numbers

Shifts, bitwise operations and the binary logarithm. The kernel computes them with big integers; the equations here
determine each of them.
-/

namespace Nat

theorem bitwise_rec_lemma {n : Nat} (hNe : n ≠ 0) : n / 2 < n :=
  div_lt_self (Nat.pos_of_ne_zero hNe) (Nat.lt_succ_self 1)

/-! ## Shifts -/

set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_shiftl", implicit_reducible]
def shiftLeft : @& Nat → @& Nat → Nat
  | n, 0 => n
  | n, succ m => shiftLeft (2 * n) m

set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_shiftr", implicit_reducible]
def shiftRight : @& Nat → @& Nat → Nat
  | n, 0 => n
  | n, succ m => shiftRight n m / 2

instance : ShiftLeft Nat := ⟨Nat.shiftLeft⟩
instance : ShiftRight Nat := ⟨Nat.shiftRight⟩

@[simp] theorem shiftLeft_eq' {m n : Nat} : m.shiftLeft n = m <<< n := rfl
@[simp] theorem shiftRight_eq' {m n : Nat} : m.shiftRight n = m >>> n := rfl
@[simp] theorem shiftLeft_zero {n : Nat} : n <<< 0 = n := rfl
@[simp] theorem shiftRight_zero {n : Nat} : n >>> 0 = n := rfl
theorem shiftRight_succ (m n : Nat) : m >>> (n + 1) = m >>> n / 2 := rfl
theorem shiftLeft_succ_inside (m n : Nat) : m <<< (n + 1) = (2 * m) <<< n := rfl

theorem shiftLeft_succ (m n : Nat) : m <<< (n + 1) = 2 * m <<< n := by
  induction n generalizing m with
  | zero => rfl
  | succ n ih => rw [shiftLeft_succ_inside, ih, ← shiftLeft_succ_inside]

theorem shiftLeft_eq (a b : Nat) : a <<< b = a * 2 ^ b := by
  induction b with
  | zero => exact (Nat.mul_one a).symm
  | succ b ih => rw [shiftLeft_succ, ih, Nat.pow_succ, Nat.mul_comm, Nat.mul_assoc]

/-! ## Bitwise operations -/

/-- `f` applied to every pair of digits; a fuel not below the first number is enough. -/
private def bitwiseFuel (f : Bool → Bool → Bool) : Nat → Nat → Nat → Nat
  | 0, _, m => if f false true then m else 0
  | fuel + 1, n, m =>
    if n = 0 then if f false true then m else 0
    else if m = 0 then if f true false then n else 0
    else if f (n % 2 = 1) (m % 2 = 1) then
      bitwiseFuel f fuel (n / 2) (m / 2) + bitwiseFuel f fuel (n / 2) (m / 2) + 1
    else bitwiseFuel f fuel (n / 2) (m / 2) + bitwiseFuel f fuel (n / 2) (m / 2)

/-- Every digit of the result is `f` of the digits of both numbers. -/
def bitwise (f : Bool → Bool → Bool) (n m : Nat) : Nat := bitwiseFuel f n n m

private theorem bitwiseFuel_enough (f : Bool → Bool → Bool) : ∀ (i j n m : Nat), n ≤ i → n ≤ j →
    bitwiseFuel f i n m = bitwiseFuel f j n m := by
  intro i
  induction i with
  | zero =>
    intro j n m hi _
    cases eq_zero_of_le_zero hi
    cases j with
    | zero => rfl
    | succ j => exact (if_pos rfl).symm
  | succ i ih =>
    intro j n m hi hj
    cases Nat.decEq n 0 with
    | isTrue h =>
      cases h
      cases j with
      | zero => exact if_pos rfl
      | succ j => exact (if_pos rfl).trans (if_pos rfl).symm
    | isFalse h =>
      cases j with
      | zero => exact absurd (eq_zero_of_le_zero hj) h
      | succ j =>
        have hlt : n / 2 < n := bitwise_rec_lemma h
        have e := ih j (n / 2) (m / 2) (le_of_lt_succ (Nat.lt_of_lt_of_le hlt hi))
          (le_of_lt_succ (Nat.lt_of_lt_of_le hlt hj))
        unfold bitwiseFuel
        rw [e]

theorem _root_.Lemmasmith.Nat.bitwise_eq (f : Bool → Bool → Bool) (n m : Nat) : bitwise f n m =
    if n = 0 then if f false true then m else 0
    else if m = 0 then if f true false then n else 0
    else if f (n % 2 = 1) (m % 2 = 1) then bitwise f (n / 2) (m / 2) + bitwise f (n / 2) (m / 2) + 1
    else bitwise f (n / 2) (m / 2) + bitwise f (n / 2) (m / 2) := by
  cases n with
  | zero => exact (if_pos rfl).symm
  | succ n =>
    have e : bitwiseFuel f n ((n + 1) / 2) (m / 2) = bitwise f ((n + 1) / 2) (m / 2) :=
      bitwiseFuel_enough f _ _ _ _ (le_of_lt_succ (bitwise_rec_lemma (succ_ne_zero n))) (Nat.le_refl _)
    rw [← e]
    rfl

@[extern "lean_nat_land"]
def land : @& Nat → @& Nat → Nat := bitwise and

@[extern "lean_nat_lor"]
def lor : @& Nat → @& Nat → Nat := bitwise or

@[extern "lean_nat_lxor"]
def xor : @& Nat → @& Nat → Nat := bitwise bne

instance : AndOp Nat := ⟨Nat.land⟩
instance : OrOp Nat := ⟨Nat.lor⟩
instance : XorOp Nat := ⟨Nat.xor⟩

@[simp] theorem land_eq {m n : Nat} : m.land n = m &&& n := rfl
@[simp] theorem lor_eq {m n : Nat} : m.lor n = m ||| n := rfl
@[simp] theorem xor_eq {m n : Nat} : m.xor n = m ^^^ n := rfl

/-! ## The binary logarithm -/

/-- How often a number above one can be halved; a fuel not below the number is enough. -/
private def log2Fuel : Nat → Nat → Nat
  | 0, _ => 0
  | fuel + 1, n => if 2 ≤ n then log2Fuel fuel (n / 2) + 1 else 0

@[extern "lean_nat_log2"]
def log2 (n : @& Nat) : Nat := log2Fuel n n

theorem log2_terminates (n : Nat) (h : n ≥ 2) : n / 2 < n :=
  div_lt_self (Nat.lt_of_lt_of_le (zero_lt_succ 1) h) (Nat.lt_succ_self 1)

private theorem log2Fuel_enough : ∀ (i j n : Nat), n ≤ i → n ≤ j → log2Fuel i n = log2Fuel j n := by
  intro i
  induction i with
  | zero =>
    intro j n hi _
    cases eq_zero_of_le_zero hi
    cases j with
    | zero => rfl
    | succ j => exact (if_neg (not_succ_le_zero 1)).symm
  | succ i ih =>
    intro j n hi hj
    cases Nat.decLe 2 n with
    | isFalse h =>
      cases j with
      | zero => exact if_neg h
      | succ j => exact (if_neg h).trans (if_neg h).symm
    | isTrue h =>
      cases j with
      | zero => exact absurd (Nat.le_trans h hj) (not_succ_le_zero 1)
      | succ j =>
        have hlt := log2_terminates n h
        have e := ih j (n / 2) (le_of_lt_succ (Nat.lt_of_lt_of_le hlt hi)) (le_of_lt_succ (Nat.lt_of_lt_of_le hlt hj))
        unfold log2Fuel
        rw [e]

theorem log2_def (n : Nat) : n.log2 = if 2 ≤ n then (n / 2).log2 + 1 else 0 := by
  cases n with
  | zero => rfl
  | succ n =>
    cases Nat.decLe 2 (n + 1) with
    | isFalse h => exact (if_neg h).trans (if_neg h).symm
    | isTrue h =>
      have e : log2Fuel n ((n + 1) / 2) = log2 ((n + 1) / 2) :=
        log2Fuel_enough _ _ _ (le_of_lt_succ (log2_terminates _ h)) (Nat.le_refl _)
      have e' : log2 (n + 1) = log2Fuel n ((n + 1) / 2) + 1 := if_pos h
      rw [e', e, if_pos h]

end Nat

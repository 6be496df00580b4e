prelude
import Init.Nat.Arith
/-!
# Integers: the type and its operations

The two constructors, the literals, the casts, and the operations with their order, as native code
expects them.  Three pairs of quotient and remainder: `ediv` and `emod` (the remainder is not
negative; these are `/` and `%`), `tdiv` and `tmod` (towards zero), `fdiv` and `fmod` (downwards);
and `bmod`, `bdiv` with a remainder around zero.  There is no theory here.
-/

set_option genCtorIdx false in
inductive Int : Type where
  | ofNat : Nat → Int
  | negSucc : Nat → Int

attribute [extern "lean_nat_to_int"] Int.ofNat
attribute [extern "lean_int_neg_succ_of_nat"] Int.negSucc

class NatCast (R : Type u) where
  protected natCast : Nat → R
class IntCast (R : Type u) where
  protected intCast : Int → R

instance : NatCast Nat where natCast n := n
instance : NatCast Int where natCast n := Int.ofNat n
instance : IntCast Int where intCast n := n

@[coe, reducible, match_pattern] protected def Nat.cast {R : Type u} [NatCast R] : Nat → R := NatCast.natCast
@[coe, reducible, match_pattern] protected def Int.cast {R : Type u} [IntCast R] : Int → R := IntCast.intCast

instance [NatCast R] : CoeTail Nat R where coe := Nat.cast
instance [NatCast R] : CoeHTCT Nat R where coe := Nat.cast
instance [IntCast R] : CoeTail Int R where coe := Int.cast
instance [IntCast R] : CoeHTCT Int R where coe := Int.cast

instance instOfNat : OfNat Int n := ⟨Int.ofNat n⟩

namespace Int

instance : Inhabited Int := ⟨ofNat 0⟩

def negOfNat : Nat → Int
  | 0 => 0
  | .succ m => negSucc m

set_option bootstrap.genMatcherCode false in
@[extern "lean_int_neg", implicit_reducible]
protected def neg (n : @& Int) : Int :=
  match n with
  | ofNat n => negOfNat n
  | negSucc n => Nat.succ n

@[default_instance mid]
instance instNegInt : Neg Int where
  neg := Int.neg

def subNatNat (m n : Nat) : Int :=
  match (n - m : Nat) with
  | 0 => ofNat (m - n)
  | .succ k => negSucc k

set_option bootstrap.genMatcherCode false in
@[extern "lean_int_add", implicit_reducible]
protected def add (m n : @& Int) : Int :=
  match m, n with
  | ofNat m, ofNat n => ofNat (m + n)
  | ofNat m, negSucc n => subNatNat m (Nat.succ n)
  | negSucc m, ofNat n => subNatNat n (Nat.succ m)
  | negSucc m, negSucc n => negSucc (Nat.succ (m + n))

instance : Add Int where
  add := Int.add

set_option bootstrap.genMatcherCode false in
@[extern "lean_int_mul", implicit_reducible]
protected def mul (m n : @& Int) : Int :=
  match m, n with
  | ofNat m, ofNat n => ofNat (m * n)
  | ofNat m, negSucc n => negOfNat (m * Nat.succ n)
  | negSucc m, ofNat n => negOfNat (Nat.succ m * n)
  | negSucc m, negSucc n => ofNat (Nat.succ m * Nat.succ n)

instance : Mul Int where
  mul := Int.mul

@[extern "lean_int_sub", implicit_reducible]
protected def sub (m n : @& Int) : Int := m + (-n)

instance : Sub Int where
  sub := Int.sub

inductive NonNeg : Int → Prop where
  | mk (n : Nat) : NonNeg (ofNat n)

@[implicit_reducible] protected def le (a b : Int) : Prop := NonNeg (b - a)

instance instLEInt : LE Int where
  le := Int.le

@[implicit_reducible] protected def lt (a b : Int) : Prop := (a + 1) ≤ b

instance instLTInt : LT Int where
  lt := Int.lt

set_option bootstrap.genMatcherCode false in
@[extern "lean_nat_abs"]
def natAbs (m : @& Int) : Nat :=
  match m with
  | ofNat m => m
  | negSucc m => m.succ

set_option bootstrap.genMatcherCode false in
@[extern "lean_int_dec_nonneg"]
private def decNonneg (m : @& Int) : Decidable (NonNeg m) :=
  match m with
  | ofNat m => isTrue (NonNeg.mk m)
  | negSucc k => isFalse fun h =>
    @NonNeg.rec (fun a _ => Int.rec (motive := fun _ => Prop) (fun _ => True) (fun _ => False) a)
      (fun _ => True.intro) (negSucc k) h

@[extern "lean_int_dec_le"]
instance decLe (a b : @& Int) : Decidable (a ≤ b) := decNonneg _

@[extern "lean_int_dec_lt"]
instance decLt (a b : @& Int) : Decidable (a < b) := decNonneg _

end Int

attribute [gen_constructor_elims] Int

namespace Int

set_option bootstrap.genMatcherCode false in
@[extern "lean_int_dec_eq", implicit_reducible]
protected def decEq (a b : @& Int) : Decidable (a = b) :=
  match a, b with
  | ofNat a, ofNat b =>
    match decEq a b with
    | isTrue h => isTrue (congrArg ofNat h)
    | isFalse h => isFalse fun e => h (Int.ofNat.inj e)
  | ofNat _, negSucc _ => isFalse nofun
  | negSucc _, ofNat _ => isFalse nofun
  | negSucc a, negSucc b =>
    match decEq a b with
    | isTrue h => isTrue (congrArg negSucc h)
    | isFalse h => isFalse fun e => h (Int.negSucc.inj e)

instance : DecidableEq Int := Int.decEq

scoped notation "-[" n "+1]" => Int.negSucc n

/-! ## Sign, natural numbers, minimum and maximum -/

def sign : Int → Int
  | ofNat 0 => 0
  | ofNat (.succ _) => 1
  | negSucc _ => -1

def toNat : Int → Nat
  | ofNat n => n
  | negSucc _ => 0

def toNat? : Int → Option Nat
  | ofNat n => some n
  | negSucc _ => none

instance : Min Int := minOfLe
instance : Max Int := maxOfLe

/-! ## Division -/

instance : Dvd Int where
  dvd a b := ∃ c, b = a * c

@[extern "lean_int_ediv"]
def ediv : (@& Int) → (@& Int) → Int
  | ofNat m, ofNat n => ofNat (Nat.div m n)
  | ofNat m, negSucc n => -ofNat (Nat.div m (.succ n))
  | negSucc _, ofNat 0 => 0
  | negSucc m, ofNat (.succ n) => negSucc (Nat.div m (.succ n))
  | negSucc m, negSucc n => ofNat (.succ (Nat.div m (.succ n)))

@[extern "lean_int_emod"]
def emod : (@& Int) → (@& Int) → Int
  | ofNat m, n => ofNat (m % natAbs n)
  | negSucc m, n => subNatNat (natAbs n) (.succ (m % natAbs n))

instance : Div Int where
  div := Int.ediv
instance : Mod Int where
  mod := Int.emod

@[extern "lean_int_div"]
def tdiv : (@& Int) → (@& Int) → Int
  | ofNat m, ofNat n => ofNat (m / n)
  | ofNat m, negSucc n => -ofNat (m / .succ n)
  | negSucc m, ofNat n => -ofNat (.succ m / n)
  | negSucc m, negSucc n => ofNat (.succ m / .succ n)

@[extern "lean_int_mod"]
def tmod : (@& Int) → (@& Int) → Int
  | ofNat m, ofNat n => ofNat (m % n)
  | ofNat m, negSucc n => ofNat (m % .succ n)
  | negSucc m, ofNat n => -ofNat (.succ m % n)
  | negSucc m, negSucc n => -ofNat (.succ m % .succ n)

def fdiv : Int → Int → Int
  | ofNat 0, _ => 0
  | ofNat m, ofNat n => ofNat (m / n)
  | ofNat (.succ m), negSucc n => negSucc (m / .succ n)
  | negSucc _, ofNat 0 => 0
  | negSucc m, ofNat (.succ n) => negSucc (m / .succ n)
  | negSucc m, negSucc n => ofNat (.succ m / .succ n)

def fmod : Int → Int → Int
  | ofNat 0, _ => 0
  | ofNat m, ofNat n => ofNat (m % n)
  | ofNat (.succ m), negSucc n => subNatNat (m % .succ n) n
  | negSucc m, ofNat n => subNatNat n (.succ (m % n))
  | negSucc m, negSucc n => -ofNat (.succ m % .succ n)

def bmod (x : Int) (m : Nat) : Int :=
  let r := x % m
  if r < (m + 1) / 2 then r else r - m

def bdiv (x : Int) (m : Nat) : Int :=
  if m = 0 then 0
  else
    let q := x / m
    let r := x % m
    if r < (m + 1) / 2 then q else q + 1

/-! ## Powers -/

protected def pow (m : Int) (n : Nat) : Int :=
  match m with
  | ofNat m => ofNat (m ^ n)
  | negSucc m => if n % 2 = 0 then ofNat (m.succ ^ n) else negOfNat (m.succ ^ n)

instance : NatPow Int where
  pow := Int.pow

end Int

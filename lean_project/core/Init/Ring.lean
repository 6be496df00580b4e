prelude
import Init.Int.Pow
import Init.Classical
/-!
# The tactic `ring`

`ring` is Mathlib's; Lean's own core has no tactic of that name.  This one proves an equality of
naturals or integers that follows from the laws of commutative rings: it reads both sides as
polynomials with integer coefficients and compares them.  Natural numbers are read after a cast to
the integers; their subtraction, and whatever else it does not know, counts as an atom.
-/

namespace Lemmasmith.Ring

/-! ## Polynomials -/

/-- A product of powers of atoms, in increasing order of the atoms. -/
inductive Monomial where
  | one
  | times (atom exponent : Nat) (rest : Monomial)

/-- A sum of monomials with coefficients, in increasing order of the monomials. -/
inductive Polynomial where
  | zero
  | plus (coefficient : Int) (monomial : Monomial) (rest : Polynomial)

namespace Monomial

def timesPower (a k : Nat) : Monomial → Monomial
  | one => times a k one
  | times b j m => bif a.beq b then times b (j + k) m else bif a.ble b then times a k (times b j m) else
    times b j (timesPower a k m)

def mul : Monomial → Monomial → Monomial
  | one, n => n
  | times a k m, n => timesPower a k (mul m n)

def beq : Monomial → Monomial → Bool
  | one, one => true
  | times a k m, times b j n => a.beq b && (k.beq j && beq m n)
  | _, _ => false

/-- Some linear order. -/
def before : Monomial → Monomial → Bool
  | one, _ => true
  | times .., one => false
  | times a k m, times b j n =>
    bif a.beq b then bif k.beq j then before m n else k.ble j else a.ble b

/-- The atom at a position. -/
def atom : List Int → Nat → Int
  | [], _ => 0
  | x :: _, 0 => x
  | _ :: l, i + 1 => atom l i

def eval (atoms : List Int) : Monomial → Int
  | one => 1
  | times a k m => atom atoms a ^ k * eval atoms m

end Monomial

namespace Polynomial

def insert (c : Int) (m : Monomial) : Polynomial → Polynomial
  | zero => plus c m zero
  | plus d n p => bif m.beq n then
      match decEq (c + d) 0 with
      | isTrue _ => p
      | isFalse _ => plus (c + d) n p
    else bif m.before n then plus c m (plus d n p) else plus d n (insert c m p)

def const (c : Int) : Polynomial := if c = 0 then zero else plus c .one zero

def add : Polynomial → Polynomial → Polynomial
  | zero, q => q
  | plus c m p, q => insert c m (add p q)

def scale (c : Int) (m : Monomial) : Polynomial → Polynomial
  | zero => zero
  | plus d n p => insert (c * d) (m.mul n) (scale c m p)

def mul : Polynomial → Polynomial → Polynomial
  | zero, _ => zero
  | plus c m p, q => add (scale c m q) (mul p q)

def pow (p : Polynomial) : Nat → Polynomial
  | 0 => const 1
  | k + 1 => mul (pow p k) p

def beq : Polynomial → Polynomial → Bool
  | zero, zero => true
  | plus c m p, plus d n q => decide (c = d) && (m.beq n && beq p q)
  | _, _ => false

def eval (atoms : List Int) : Polynomial → Int
  | zero => 0
  | plus c m p => c * m.eval atoms + eval atoms p

end Polynomial

/-! ## Correctness -/

theorem cond_cases {α : Type u} {p : α → Prop} {b : Bool} {x y : α} (h₁ : b = true → p x) (h₂ : p y) :
    p (bif b then x else y) := by
  cases b
  · exact h₂
  · exact h₁ rfl

namespace Monomial

theorem eval_timesPower (atoms : List Int) (a k : Nat) (m : Monomial) :
    (timesPower a k m).eval atoms = atom atoms a ^ k * m.eval atoms := by
  induction m with
  | one => rfl
  | times b j m ih =>
    rw [timesPower]
    refine cond_cases (p := fun x => eval atoms x = _) (fun h => ?_)
      (cond_cases (p := fun x => eval atoms x = _) (fun _ => rfl) ?_)
    · rw [Nat.eq_of_beq_eq_true h, eval, eval, Int.pow_add, Int.mul_assoc, Int.mul_left_comm]
    · rw [eval, eval, ih, Int.mul_left_comm]

theorem eval_mul (atoms : List Int) (m n : Monomial) : (mul m n).eval atoms = m.eval atoms * n.eval atoms := by
  induction m with
  | one => exact (Int.one_mul _).symm
  | times a k m ih => rw [mul, eval_timesPower, ih, eval, Int.mul_assoc]

theorem eq_of_beq : ∀ {m n : Monomial}, m.beq n = true → m = n
  | one, one, _ => rfl
  | one, times .., h => nomatch h
  | times .., one, h => nomatch h
  | times a k m, times b j n, h => by
    rw [beq, Bool.and_eq_true, Bool.and_eq_true] at h
    rw [Nat.eq_of_beq_eq_true h.1, Nat.eq_of_beq_eq_true h.2.1, eq_of_beq h.2.2]

end Monomial

namespace Polynomial

variable (atoms : List Int)

theorem eval_insert (c : Int) (m : Monomial) (p : Polynomial) :
    (insert c m p).eval atoms = c * m.eval atoms + p.eval atoms := by
  induction p with
  | zero => rfl
  | plus d n p ih =>
    rw [insert]
    refine cond_cases (p := fun x => eval atoms x = _) (fun h => ?_)
      (cond_cases (p := fun x => eval atoms x = _) (fun _ => rfl) ?_)
    · rw [Monomial.eq_of_beq h]
      split
      · next e _ => rw [eval, ← Int.add_assoc, ← Int.add_mul, e, Int.zero_mul, Int.zero_add]
      · rw [eval, eval, Int.add_mul, Int.add_assoc]
    · rw [eval, eval, ih, Int.add_left_comm]

theorem eval_const (c : Int) : (const c).eval atoms = c := by
  rw [const]
  split
  · next h => exact h.symm
  · rw [eval, eval, Monomial.eval, Int.mul_one, Int.add_zero]

theorem eval_add (p q : Polynomial) : (add p q).eval atoms = p.eval atoms + q.eval atoms := by
  induction p with
  | zero => exact (Int.zero_add _).symm
  | plus c m p ih => rw [add, eval_insert, ih, eval, Int.add_assoc]

theorem eval_scale (c : Int) (m : Monomial) (p : Polynomial) :
    (scale c m p).eval atoms = c * m.eval atoms * p.eval atoms := by
  induction p with
  | zero => exact (Int.mul_zero _).symm
  | plus d n p ih =>
    rw [scale, eval_insert, ih, Monomial.eval_mul, eval, Int.mul_add, Int.mul_assoc c, Int.mul_assoc c,
      Int.mul_left_comm d, Int.mul_assoc c]

theorem eval_mul (p q : Polynomial) : (mul p q).eval atoms = p.eval atoms * q.eval atoms := by
  induction p with
  | zero => exact (Int.zero_mul _).symm
  | plus c m p ih => rw [mul, eval_add, eval_scale, ih, eval, Int.add_mul]

theorem eval_pow (p : Polynomial) (k : Nat) : (pow p k).eval atoms = p.eval atoms ^ k := by
  induction k with
  | zero => rw [Int.pow_zero]; exact eval_const atoms 1
  | succ k ih => rw [pow, eval_mul, ih, Int.pow_succ]

theorem eq_of_beq : ∀ {p q : Polynomial}, p.beq q = true → p = q
  | zero, zero, _ => rfl
  | zero, plus .., h => nomatch h
  | plus .., zero, h => nomatch h
  | plus c m p, plus d n q, h => by
    rw [beq, Bool.and_eq_true, Bool.and_eq_true] at h
    rw [of_decide_eq_true h.1, Monomial.eq_of_beq h.2.1, eq_of_beq h.2.2]

end Polynomial

/-! ## Reading a term

Instances collect the atoms of a term from left to right, then find for the term a polynomial with
the same value.  What has no instance of its own is an atom. -/

/-- `after` is `before` with `x` put at its end, unless it is there. -/
class Listed (x : Int) (before : List Int) (after : outParam (List Int))
/-- `after` is `before` with the atoms of `x` put at its end. -/
class Atoms (x : Int) (before : List Int) (after : outParam (List Int))
/-- `x` stands in `atoms` at `position`. -/
class Position (atoms : List Int) (x : Int) (position : outParam Nat) : Prop where
  eq : Monomial.atom atoms position = x
/-- The value of `polynomial` is `x`. -/
class Reads (atoms : List Int) (x : Int) (polynomial : outParam Polynomial) : Prop where
  eq : polynomial.eval atoms = x
/-- `n` is a numeral. -/
class Numeral (n : Nat) : Prop

instance : Numeral 0 := ⟨⟩
instance : Numeral (n + 1) := ⟨⟩

instance : Listed x [] [x] := ⟨⟩
instance (priority := high) : Listed x (x :: l) (x :: l) := ⟨⟩
instance [Listed x l l'] : Listed x (y :: l) (y :: l') := ⟨⟩

instance (priority := high) : Position (x :: l) x 0 := ⟨rfl⟩
instance [h : Position l x i] : Position (y :: l) x (i + 1) := ⟨h.eq⟩

section
variable {x y : Int} {l l₁ l₂ : List Int} {a b : Nat}

instance [Atoms x l l₁] [Atoms y l₁ l₂] : Atoms (x + y) l l₂ := ⟨⟩
instance [Atoms x l l₁] [Atoms y l₁ l₂] : Atoms (x - y) l l₂ := ⟨⟩
instance [Atoms x l l₁] [Atoms y l₁ l₂] : Atoms (x * y) l l₂ := ⟨⟩
instance [Atoms x l l₁] : Atoms (-x) l l₁ := ⟨⟩
instance [Numeral k] [Atoms x l l₁] : Atoms (x ^ k) l l₁ := ⟨⟩
instance [Atoms (x ^ a) l l₁] [Atoms (x ^ b) l₁ l₂] : Atoms (x ^ (a + b)) l l₂ := ⟨⟩
instance [Atoms (a : Int) l l₁] [Atoms (b : Int) l₁ l₂] : Atoms ((a + b : Nat) : Int) l l₂ := ⟨⟩
instance [Atoms (a : Int) l l₁] [Atoms (b : Int) l₁ l₂] : Atoms ((a * b : Nat) : Int) l l₂ := ⟨⟩
instance [Atoms ((a : Int) ^ k) l l₁] : Atoms ((a ^ k : Nat) : Int) l l₁ := ⟨⟩
instance (priority := low) [Numeral a] : Atoms ((a : Nat) : Int) l l := ⟨⟩
instance (priority := low) [Numeral n] : Atoms (no_index (OfNat.ofNat n)) l l := ⟨⟩
instance (priority := 10) [Listed x l l₁] : Atoms x l l₁ := ⟨⟩
end

section
variable {l : List Int} {x y : Int} {p q : Polynomial} {a b k : Nat}

instance [hx : Reads l x p] [hy : Reads l y q] : Reads l (x + y) (p.add q) :=
  ⟨by rw [Polynomial.eval_add, hx.eq, hy.eq]⟩
instance [hx : Reads l x p] [hy : Reads l y q] : Reads l (x * y) (p.mul q) :=
  ⟨by rw [Polynomial.eval_mul, hx.eq, hy.eq]⟩
instance [hx : Reads l x p] : Reads l (-x) (p.scale (-1) .one) :=
  ⟨by rw [Polynomial.eval_scale, hx.eq, Monomial.eval, Int.mul_one, Int.neg_mul, Int.one_mul]⟩
instance [hx : Reads l x p] [hy : Reads l y q] : Reads l (x - y) (p.add (q.scale (-1) .one)) :=
  ⟨by rw [Polynomial.eval_add, Polynomial.eval_scale, hx.eq, hy.eq, Monomial.eval, Int.mul_one, Int.neg_mul,
    Int.one_mul, Int.sub_eq_add_neg]⟩
instance [Numeral k] [hx : Reads l x p] : Reads l (x ^ k) (p.pow k) := ⟨by rw [Polynomial.eval_pow, hx.eq]⟩
instance [hx : Reads l (x ^ a) p] [hy : Reads l (x ^ b) q] : Reads l (x ^ (a + b)) (p.mul q) :=
  ⟨by rw [Polynomial.eval_mul, hx.eq, hy.eq, Int.pow_add]⟩
instance [hx : Reads l (a : Int) p] [hy : Reads l (b : Int) q] : Reads l ((a + b : Nat) : Int) (p.add q) :=
  ⟨by rw [Polynomial.eval_add, hx.eq, hy.eq, Int.natCast_add]⟩
instance [hx : Reads l (a : Int) p] [hy : Reads l (b : Int) q] : Reads l ((a * b : Nat) : Int) (p.mul q) :=
  ⟨by rw [Polynomial.eval_mul, hx.eq, hy.eq, Int.natCast_mul]⟩
instance [h : Reads l ((a : Int) ^ k) p] : Reads l ((a ^ k : Nat) : Int) p := ⟨by rw [h.eq, Int.natCast_pow]⟩
instance (priority := low) [Numeral a] : Reads l ((a : Nat) : Int) (.const a) := ⟨Polynomial.eval_const l _⟩
instance (priority := low) [Numeral n] : Reads l (no_index (OfNat.ofNat n)) (.const n) :=
  ⟨Polynomial.eval_const l _⟩
instance (priority := 10) [h : Position l x i] : Reads l x (.plus 1 (.times i 1 .one) .zero) :=
  ⟨by rw [Polynomial.eval, Polynomial.eval, Monomial.eval, Monomial.eval, h.eq, Int.one_mul, Int.mul_one,
    Int.add_zero, Int.pow_succ, Int.pow_zero, Int.one_mul]⟩
end

theorem int_eq {x y : Int} {l l' : List Int} [Atoms x [] l] [Atoms y l l'] {p q : Polynomial} [hx : Reads l' x p]
    [hy : Reads l' y q] (h : p.beq q = true) : x = y := by
  rw [← hx.eq, ← hy.eq, Polynomial.eq_of_beq h]

theorem nat_eq {a b : Nat} {l l' : List Int} [Atoms (a : Int) [] l] [Atoms (b : Int) l l'] {p q : Polynomial}
    [hx : Reads l' (a : Int) p] [hy : Reads l' (b : Int) q] (h : p.beq q = true) : a = b :=
  Int.ofNat_inj.mp (int_eq h)

end Lemmasmith.Ring

syntax (name := Lemmasmith.ring) "ring" : tactic
macro_rules (kind := Lemmasmith.ring)
  | `(tactic| ring) => `(tactic|
      set_option synthInstance.maxSize 1000000 in
      set_option synthInstance.maxHeartbeats 400000 in
      first
      | exact Lemmasmith.Ring.int_eq (by decide +kernel)
      | exact Lemmasmith.Ring.nat_eq (by decide +kernel)
      | fail "ring: the two sides are not equal by the laws of commutative rings")

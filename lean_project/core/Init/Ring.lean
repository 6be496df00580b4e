prelude
import Init.Int.Pow
import Init.Classical
/-!
# The tactic `ring`

`ring` is Mathlib's; Lean's own core has no tactic of that name.  This one proves an equality of
naturals or integers that follows from the laws of commutative rings: it reads both sides as
polynomials with integer coefficients and compares them.  Natural numbers are read after a cast to
the integers; their subtraction, and whatever else it does not know, counts as an atom.

The kernel evaluates the functions on polynomials, so they are written with recursors, which it
unfolds in one step.
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

noncomputable section

namespace Monomial

def timesPower (a k : Nat) (m : Monomial) : Monomial :=
  m.rec (times a k one) fun b j m r =>
    (a.beq b).rec ((a.ble b).rec (times b j r) (times a k (times b j m))) (times b (j + k) m)

def mul (m n : Monomial) : Monomial := m.rec n fun a k _ r => timesPower a k r

/-- 0 if `m` stands before `n`, 1 if they are equal, 2 if it stands after.  The order is kept by products. -/
def compare (m : Monomial) : Monomial → Nat :=
  m.rec (fun n => n.rec 1 fun _ _ _ _ => 0) fun a k _ r n =>
    n.rec 2 fun b j n _ => (a.beq b).rec ((a.ble b).rec 0 2) ((k.beq j).rec ((k.ble j).rec 2 0) (r n))

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

def isZero (c : Int) : Bool := c.rec (fun n => n.beq 0) fun _ => false

/-- `(c m + p) + (d n + q)`, given the order of `m` and `n`, and the sums of which one side is shorter. -/
def merge (c : Int) (m : Monomial) (d : Int) (n : Monomial) (order : Nat) (both left right : Polynomial) :
    Polynomial :=
  order.rec (plus c m left) fun o _ =>
    o.rec ((isZero (Int.add c d)).rec (plus (Int.add c d) n both) both) fun _ _ => plus d n right

def add (p : Polynomial) : Polynomial → Polynomial :=
  p.rec (fun q => q) fun c m p r q =>
    q.rec (plus c m p) fun d n q s => merge c m d n (m.compare n) (r q) (r (plus d n q)) s

def const (c : Int) : Polynomial := (isZero c).rec (plus c .one zero) zero

def scale (c : Int) (m : Monomial) (p : Polynomial) : Polynomial :=
  p.rec zero fun d n _ r => plus (Int.mul c d) (m.mul n) r

def mul (p q : Polynomial) : Polynomial := p.rec zero fun c m _ r => (q.scale c m).add r

def pow (p : Polynomial) (k : Nat) : Polynomial := k.rec (const 1) fun _ r => p.mul r

def beq (p : Polynomial) : Polynomial → Bool :=
  p.rec (fun q => q.rec true fun _ _ _ _ => false) fun c m _ r q =>
    q.rec false fun d n q _ => (isZero (Int.sub c d)).rec false (((m.compare n).beq 1).rec false (r q))

def eval (atoms : List Int) : Polynomial → Int
  | zero => 0
  | plus c m p => c * m.eval atoms + eval atoms p

end Polynomial

end

/-! ## Correctness -/

theorem rec_cases {α : Type u} {P : α → Prop} {x y : α} {b : Bool} (h₁ : b = false → P x) (h₂ : b = true → P y) :
    P (b.rec x y) := by
  cases b
  · exact h₁ rfl
  · exact h₂ rfl

namespace Monomial

theorem eval_timesPower (atoms : List Int) (a k : Nat) (m : Monomial) :
    (timesPower a k m).eval atoms = atom atoms a ^ k * m.eval atoms := by
  induction m with
  | one => rfl
  | times b j m ih =>
    refine rec_cases (P := fun x => eval atoms x = _)
      (fun _ => rec_cases (P := fun x => eval atoms x = _) (fun _ => ?_) fun _ => rfl) fun h => ?_
    · show _ * eval atoms (timesPower a k m) = _
      rw [ih, eval, Int.mul_left_comm]
    · rw [Nat.eq_of_beq_eq_true h, eval, eval, Int.pow_add, Int.mul_assoc, Int.mul_left_comm]

theorem eval_mul (atoms : List Int) (m n : Monomial) : (mul m n).eval atoms = m.eval atoms * n.eval atoms := by
  induction m with
  | one => exact (Int.one_mul _).symm
  | times a k m ih =>
    show eval atoms (timesPower a k (mul m n)) = _
    rw [eval_timesPower, ih, eval, Int.mul_assoc]

theorem eq_of_compare : ∀ {m n : Monomial}, m.compare n = 1 → m = n
  | one, one, _ => rfl
  | one, times .., h => nomatch h
  | times .., one, h => nomatch h
  | times a k m, times b j n, h => by
    revert h
    refine rec_cases (P := fun x => x = 1 → _)
      (fun _ => rec_cases (P := fun x => x = 1 → _) (fun _ => nofun) fun _ => nofun) fun e₁ => ?_
    refine rec_cases (P := fun x => x = 1 → _)
      (fun _ => rec_cases (P := fun x => x = 1 → _) (fun _ => nofun) fun _ => nofun) fun e₂ h => ?_
    rw [Nat.eq_of_beq_eq_true e₁, Nat.eq_of_beq_eq_true e₂, eq_of_compare h]

end Monomial

namespace Polynomial

variable (atoms : List Int)

theorem eq_zero_of_isZero : ∀ {c : Int}, isZero c = true → c = 0
  | .ofNat _, h => congrArg Int.ofNat (Nat.eq_of_beq_eq_true h)
  | .negSucc _, h => nomatch h

theorem eval_merge {c : Int} {m : Monomial} {d : Int} {n : Monomial} {p q both left right : Polynomial}
    (hb : both.eval atoms = p.eval atoms + q.eval atoms)
    (hl : left.eval atoms = p.eval atoms + (plus d n q).eval atoms)
    (hr : right.eval atoms = (plus c m p).eval atoms + q.eval atoms) :
    (merge c m d n (m.compare n) both left right).eval atoms = (plus c m p).eval atoms + (plus d n q).eval atoms := by
  cases h : m.compare n with
  | zero =>
    show _ * _ + eval atoms left = _
    rw [hl, ← Int.add_assoc]; rfl
  | succ o =>
    cases o with
    | zero =>
      rw [Monomial.eq_of_compare h]
      have sum : c * n.eval atoms + p.eval atoms + (d * n.eval atoms + q.eval atoms) =
          (c + d) * n.eval atoms + (p.eval atoms + q.eval atoms) := by
        rw [Int.add_mul, Int.add_assoc, Int.add_assoc, Int.add_left_comm (p.eval atoms)]
      rw [eval, eval, sum]
      refine rec_cases (P := fun x => eval atoms x = _) (fun _ => ?_) fun e => ?_
      · show Int.add c d * _ + eval atoms both = _
        rw [hb]; rfl
      · have e : c + d = 0 := eq_zero_of_isZero e
        rw [hb, e, Int.zero_mul, Int.zero_add]
    | succ o =>
      show _ * _ + eval atoms right = _
      rw [hr, Int.add_left_comm]; rfl

theorem eval_add (p q : Polynomial) : (add p q).eval atoms = p.eval atoms + q.eval atoms := by
  induction p generalizing q with
  | zero => exact (Int.zero_add _).symm
  | plus c m p ih =>
    induction q with
    | zero => exact (Int.add_zero _).symm
    | plus d n q ihq => exact eval_merge atoms (ih q) (ih (plus d n q)) ihq

theorem eval_const (c : Int) : (const c).eval atoms = c := by
  refine rec_cases (P := fun x => eval atoms x = _) (fun _ => ?_) fun h => (eq_zero_of_isZero h).symm
  rw [eval, eval, Monomial.eval, Int.mul_one, Int.add_zero]

theorem eval_scale (c : Int) (m : Monomial) (p : Polynomial) :
    (scale c m p).eval atoms = c * m.eval atoms * p.eval atoms := by
  induction p with
  | zero => exact (Int.mul_zero _).symm
  | plus d n p ih =>
    show c * d * (m.mul n).eval atoms + eval atoms (scale c m p) = _
    rw [ih, Monomial.eval_mul, eval, Int.mul_add, Int.mul_assoc c, Int.mul_assoc c, Int.mul_left_comm d, Int.mul_assoc c]

theorem eval_mul (p q : Polynomial) : (mul p q).eval atoms = p.eval atoms * q.eval atoms := by
  induction p with
  | zero => exact (Int.zero_mul _).symm
  | plus c m p ih =>
    show eval atoms ((scale c m q).add (mul p q)) = _
    rw [eval_add, eval_scale, ih, eval, Int.add_mul]

theorem eval_pow (p : Polynomial) (k : Nat) : (pow p k).eval atoms = p.eval atoms ^ k := by
  induction k with
  | zero => rw [Int.pow_zero]; exact eval_const atoms 1
  | succ k ih =>
    show eval atoms (mul p (pow p k)) = _
    rw [eval_mul, ih, ← Nat.succ_eq_add_one, Int.pow_succ, Int.mul_comm]

theorem eq_of_beq : ∀ {p q : Polynomial}, p.beq q = true → p = q
  | zero, zero, _ => rfl
  | zero, plus .., h => nomatch h
  | plus .., zero, h => nomatch h
  | plus c m p, plus d n q, h => by
    revert h
    refine rec_cases (P := fun x => x = true → _) (fun _ => nofun) fun e₁ => ?_
    refine rec_cases (P := fun x => x = true → _) (fun _ => nofun) fun e₂ h => ?_
    have e₁ : c - d = 0 := eq_zero_of_isZero e₁
    rw [Int.eq_of_sub_eq_zero e₁, Monomial.eq_of_compare (Nat.eq_of_beq_eq_true e₂), eq_of_beq h]

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
class Evaluates (b : Bool) : Prop
/-- `n` is a numeral: Lean evaluates a comparison of it. -/
class Numeral (n : Nat) : Prop

instance : Evaluates (no_index true) := ⟨⟩
instance [Evaluates (Nat.beq n n)] : Numeral n := ⟨⟩

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
instance [Numeral k] [Atoms (x ^ a) l l₁] : Atoms (x ^ (a * k)) l l₁ := ⟨⟩
instance [Numeral k] [Atoms (x ^ a) l l₁] : Atoms (x ^ (k * a)) l l₁ := ⟨⟩
instance (priority := 500) [Atoms (x ^ a) l l₁] [Atoms (y ^ a) l₁ l₂] : Atoms ((x * y) ^ a) l l₂ := ⟨⟩
instance (priority := 500) [Atoms ((a : Int) ^ k) l l₁] [Atoms ((b : Int) ^ k) l₁ l₂] :
    Atoms (((a * b : Nat) : Int) ^ k) l l₂ := ⟨⟩
instance (priority := 500) [Atoms (x ^ (a * b)) l l₁] : Atoms ((x ^ a) ^ b) l l₁ := ⟨⟩
instance [Atoms (a : Int) l l₁] [Atoms (b : Int) l₁ l₂] : Atoms ((a + b : Nat) : Int) l l₂ := ⟨⟩
instance [Atoms (a : Int) l l₁] [Atoms (b : Int) l₁ l₂] : Atoms ((a * b : Nat) : Int) l l₂ := ⟨⟩
instance (priority := 20) [Atoms (a : Int) l l₁] : Atoms ((Nat.succ a : Nat) : Int) l l₁ := ⟨⟩
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
instance [Numeral k] [hx : Reads l (x ^ a) p] : Reads l (x ^ (a * k)) (p.pow k) :=
  ⟨by rw [Polynomial.eval_pow, hx.eq, Int.pow_mul]⟩
instance [Numeral k] [hx : Reads l (x ^ a) p] : Reads l (x ^ (k * a)) (p.pow k) :=
  ⟨by rw [Polynomial.eval_pow, hx.eq, Nat.mul_comm, Int.pow_mul]⟩
instance (priority := 500) [hx : Reads l (x ^ a) p] [hy : Reads l (y ^ a) q] : Reads l ((x * y) ^ a) (p.mul q) :=
  ⟨by rw [Polynomial.eval_mul, hx.eq, hy.eq, Int.mul_pow]⟩
instance (priority := 500) [hx : Reads l ((a : Int) ^ k) p] [hy : Reads l ((b : Int) ^ k) q] :
    Reads l (((a * b : Nat) : Int) ^ k) (p.mul q) :=
  ⟨by rw [Polynomial.eval_mul, hx.eq, hy.eq, Int.natCast_mul, Int.mul_pow]⟩
instance (priority := 500) [h : Reads l (x ^ (a * b)) p] : Reads l ((x ^ a) ^ b) p := ⟨by rw [h.eq, Int.pow_mul]⟩
instance [hx : Reads l (a : Int) p] [hy : Reads l (b : Int) q] : Reads l ((a + b : Nat) : Int) (p.add q) :=
  ⟨by rw [Polynomial.eval_add, hx.eq, hy.eq, Int.natCast_add]⟩
instance [hx : Reads l (a : Int) p] [hy : Reads l (b : Int) q] : Reads l ((a * b : Nat) : Int) (p.mul q) :=
  ⟨by rw [Polynomial.eval_mul, hx.eq, hy.eq, Int.natCast_mul]⟩
instance (priority := 20) [hx : Reads l (a : Int) p] : Reads l ((Nat.succ a : Nat) : Int) (p.add (.const 1)) :=
  ⟨by rw [Polynomial.eval_add, Polynomial.eval_const, hx.eq]; rfl⟩
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

prelude
import Init.AC
/-!
# Linear arithmetic by reflection

What `simp +arith` rests on: linear expressions over `Nat`, their normal form as polynomials, the
cancellation of what both sides of a constraint have in common, and proofs that none of this
changes what a constraint says.  Native code makes the expressions; the kernel computes with the
functions below, so their results must be those of the native functions of the same names.
-/

universe u

namespace Lean

/-- A map from an initial segment of `Nat`, as a binary tree. -/
inductive RArray (α : Type u) : Type u where
  | leaf : α → RArray α
  | branch : Nat → RArray α → RArray α → RArray α

variable {α : Type u}

-- With the recursor, so that the kernel evaluates it in few steps.
noncomputable def RArray.get (a : RArray α) (n : Nat) : α :=
  a.rec (fun x => x) fun p _ _ l r => (Nat.ble p n).rec l r

end Lean

/-! ## Boolean strict order, and negated comparisons -/

namespace Nat

def blt (n m : Nat) : Bool := ble (succ n) m

@[simp] theorem blt_eq {x y : Nat} : (Nat.blt x y = true) = (x < y) :=
  propext ⟨Nat.le_of_ble_eq_true, Nat.ble_eq_true_of_le⟩

protected theorem not_le_eq (a b : Nat) : (¬(a ≤ b)) = (b + 1 ≤ a) := propext Nat.not_le
protected theorem not_ge_eq (a b : Nat) : (¬(a ≥ b)) = (a + 1 ≤ b) := propext Nat.not_le
protected theorem not_lt_eq (a b : Nat) : (¬(a < b)) = (b ≤ a) := propext Nat.not_lt
protected theorem not_gt_eq (a b : Nat) : (¬(a > b)) = (a ≤ b) := propext Nat.not_lt

end Nat

/-! ## Linear expressions, polynomials and constraints -/

namespace Nat.Internal.Linear

abbrev Var := Nat
abbrev Context := Lean.RArray Nat

-- The variable that stands for the number one.
def fixedVar := 100000000

noncomputable def Var.denote (ctx : Context) (v : Var) : Nat := bif v == fixedVar then 1 else ctx.get v

inductive Expr where
  | num (v : Nat)
  | var (i : Var)
  | add (a b : Expr)
  | mulL (k : Nat) (a : Expr)
  | mulR (a : Expr) (k : Nat)
  deriving Inhabited, BEq

noncomputable def Expr.denote (ctx : Context) : Expr → Nat
  | .add a b => Nat.add (denote ctx a) (denote ctx b)
  | .num k => k
  | .var v => v.denote ctx
  | .mulL k e => Nat.mul k (denote ctx e)
  | .mulR e k => Nat.mul (denote ctx e) k

abbrev Poly := List (Nat × Var)

noncomputable def Poly.denote (ctx : Context) : Poly → Nat
  | [] => 0
  | (k, v) :: p => Nat.add (Nat.mul k (v.denote ctx)) (denote ctx p)

def Poly.insert (k : Nat) (v : Var) : Poly → Poly
  | [] => [(k, v)]
  | (k', v') :: p =>
    bif Nat.blt v v' then (k, v) :: (k', v') :: p
    else bif Nat.beq v v' then (k + k', v') :: p
    else (k', v') :: insert k v p

def Poly.norm (p : Poly) : Poly := go p []
where
  go : Poly → Poly → Poly
  | [], r => r
  | (k, v) :: p, r => go p (r.insert k v)

def Poly.cancelAux (fuel : Nat) (m₁ m₂ r₁ r₂ : Poly) : Poly × Poly :=
  match fuel with
  | 0 => (r₁.reverse ++ m₁, r₂.reverse ++ m₂)
  | fuel + 1 =>
    match m₁, m₂ with
    | m₁, [] => (r₁.reverse ++ m₁, r₂.reverse)
    | [], m₂ => (r₁.reverse, r₂.reverse ++ m₂)
    | (k₁, v₁) :: p₁, (k₂, v₂) :: p₂ =>
      bif Nat.blt v₁ v₂ then cancelAux fuel p₁ ((k₂, v₂) :: p₂) ((k₁, v₁) :: r₁) r₂
      else bif Nat.blt v₂ v₁ then cancelAux fuel ((k₁, v₁) :: p₁) p₂ r₁ ((k₂, v₂) :: r₂)
      else bif Nat.blt k₁ k₂ then cancelAux fuel p₁ p₂ r₁ ((Nat.sub k₂ k₁, v₁) :: r₂)
      else bif Nat.blt k₂ k₁ then cancelAux fuel p₁ p₂ ((Nat.sub k₁ k₂, v₁) :: r₁) r₂
      else cancelAux fuel p₁ p₂ r₁ r₂

def hugeFuel := 1000000

def Poly.cancel (p₁ p₂ : Poly) : Poly × Poly := cancelAux hugeFuel p₁ p₂ [] []

def Poly.isZero : Poly → Bool
  | [] => true
  | _ => false

def Poly.isNonZero : Poly → Bool
  | [] => false
  | (k, v) :: p => bif v == fixedVar then Nat.blt 0 k else isNonZero p

def Expr.toPoly (e : Expr) : Poly := go 1 e []
where
  go (coeff : Nat) : Expr → Poly → Poly
  | .num k => bif k == 0 then id else fun p => (coeff * k, fixedVar) :: p
  | .var i => fun p => (coeff, i) :: p
  | .add a b => fun p => go coeff a (go coeff b p)
  | .mulL k a => bif k == 0 then id else go (coeff * k) a
  | .mulR a k => bif k == 0 then id else go (coeff * k) a

def Expr.toNormPoly (e : Expr) : Poly := e.toPoly.norm

structure PolyCnstr where
  eq : Bool
  lhs : Poly
  rhs : Poly
  deriving BEq

structure ExprCnstr where
  eq : Bool
  lhs : Expr
  rhs : Expr

noncomputable def PolyCnstr.denote (ctx : Context) (c : PolyCnstr) : Prop :=
  bif c.eq then c.lhs.denote ctx = c.rhs.denote ctx else c.lhs.denote ctx ≤ c.rhs.denote ctx

def PolyCnstr.isUnsat (c : PolyCnstr) : Bool :=
  bif c.eq then (c.lhs.isZero && c.rhs.isNonZero) || (c.lhs.isNonZero && c.rhs.isZero)
  else c.lhs.isNonZero && c.rhs.isZero

def PolyCnstr.isValid (c : PolyCnstr) : Bool :=
  bif c.eq then c.lhs.isZero && c.rhs.isZero else c.lhs.isZero

noncomputable def ExprCnstr.denote (ctx : Context) (c : ExprCnstr) : Prop :=
  bif c.eq then c.lhs.denote ctx = c.rhs.denote ctx else c.lhs.denote ctx ≤ c.rhs.denote ctx

def ExprCnstr.toPoly (c : ExprCnstr) : PolyCnstr := { c with lhs := c.lhs.toPoly, rhs := c.rhs.toPoly }

def ExprCnstr.toNormPoly (c : ExprCnstr) : PolyCnstr :=
  let (lhs, rhs) := Poly.cancel c.lhs.toNormPoly c.rhs.toNormPoly
  { c with lhs, rhs }

/-! ### What the polynomials denote -/

section
variable (ctx : Context)

@[local simp] private theorem denote_nil : Poly.denote ctx [] = 0 := rfl
@[local simp] private theorem denote_cons (k : Nat) (v : Var) (p : Poly) :
    Poly.denote ctx ((k, v) :: p) = k * v.denote ctx + p.denote ctx := rfl

private theorem eq_of_blt {x y : Nat} (h₁ : Nat.blt x y = false) (h₂ : Nat.blt y x = false) : x = y :=
  Nat.le_antisymm (Nat.not_lt.mp fun l => by rw [Nat.blt_eq.mpr l] at h₂; cases h₂)
    (Nat.not_lt.mp fun l => by rw [Nat.blt_eq.mpr l] at h₁; cases h₁)

theorem Poly.denote_insert (k : Nat) (v : Var) (p : Poly) :
    (p.insert k v).denote ctx = p.denote ctx + k * v.denote ctx := by
  induction p with
  | nil => exact Nat.add_comm ..
  | cons m p ih =>
    obtain ⟨k', v'⟩ := m
    rw [Poly.insert]
    cases Nat.blt v v' with
    | true => simp [Nat.add_comm]
    | false =>
      cases e : Nat.beq v v' with
      | true =>
        cases Nat.eq_of_beq_eq_true e
        simp [Nat.add_mul, Nat.add_comm, Nat.add_left_comm]
      | false => simp [ih, Nat.add_assoc]

theorem Poly.denote_norm_go (p r : Poly) : (norm.go p r).denote ctx = p.denote ctx + r.denote ctx := by
  induction p generalizing r with
  | nil => simp [norm.go]
  | cons m p ih =>
    obtain ⟨k, v⟩ := m
    simp [norm.go, ih, denote_insert, Nat.add_comm, Nat.add_left_comm]

theorem Poly.denote_norm (p : Poly) : p.norm.denote ctx = p.denote ctx := denote_norm_go ctx p []

theorem Poly.denote_append (p q : Poly) : (p ++ q).denote ctx = p.denote ctx + q.denote ctx := by
  induction p with
  | nil => simp
  | cons m p ih =>
    obtain ⟨k, v⟩ := m
    simp [ih, Nat.add_assoc]

theorem Poly.denote_reverse (p : Poly) : Poly.denote ctx p.reverse = p.denote ctx := by
  induction p with
  | nil => rfl
  | cons m p ih =>
    obtain ⟨k, v⟩ := m
    simp [denote_append, ih, Nat.add_comm]

-- Cancelling takes the same amount from both sides.
private theorem cancelAux_spec (fuel : Nat) (m₁ m₂ r₁ r₂ : Poly) :
    ∃ t, r₁.denote ctx + m₁.denote ctx = (Poly.cancelAux fuel m₁ m₂ r₁ r₂).1.denote ctx + t ∧
      r₂.denote ctx + m₂.denote ctx = (Poly.cancelAux fuel m₁ m₂ r₁ r₂).2.denote ctx + t := by
  induction fuel generalizing m₁ m₂ r₁ r₂ with
  | zero => exact ⟨0, by simp [Poly.cancelAux, Poly.denote_append, Poly.denote_reverse]⟩
  | succ fuel ih =>
    match m₁, m₂ with
    | m₁, [] => exact ⟨0, by simp [Poly.cancelAux, Poly.denote_append, Poly.denote_reverse]⟩
    | [], _ :: _ => exact ⟨0, by simp [Poly.cancelAux, Poly.denote_append, Poly.denote_reverse]⟩
    | (k₁, v₁) :: p₁, (k₂, v₂) :: p₂ =>
      rw [Poly.cancelAux]
      cases h₁ : Nat.blt v₁ v₂ with
      | true =>
        obtain ⟨t, e₁, e₂⟩ := ih p₁ ((k₂, v₂) :: p₂) ((k₁, v₁) :: r₁) r₂
        refine ⟨t, Eq.trans ?_ e₁, e₂⟩
        simp only [denote_cons]; ac_rfl
      | false =>
      cases h₂ : Nat.blt v₂ v₁ with
      | true =>
        obtain ⟨t, e₁, e₂⟩ := ih ((k₁, v₁) :: p₁) p₂ r₁ ((k₂, v₂) :: r₂)
        refine ⟨t, e₁, Eq.trans ?_ e₂⟩
        simp only [denote_cons]; ac_rfl
      | false =>
      cases eq_of_blt h₁ h₂
      cases h₃ : Nat.blt k₁ k₂ with
      | true =>
        obtain ⟨t, e₁, e₂⟩ := ih p₁ p₂ r₁ ((Nat.sub k₂ k₁, v₁) :: r₂)
        refine ⟨t + k₁ * v₁.denote ctx, ?_, ?_⟩
        · rw [← Nat.add_assoc]
          refine Eq.trans ?_ (congrArg (· + k₁ * v₁.denote ctx) e₁)
          simp only [denote_cons]; ac_rfl
        · rw [← Nat.add_assoc]
          refine Eq.trans ?_ (congrArg (· + k₁ * v₁.denote ctx) e₂)
          have split : k₂ = (k₂ - k₁) + k₁ := (Nat.sub_add_cancel (Nat.le_of_lt (Nat.blt_eq.mp h₃))).symm
          have split := congrArg (· * v₁.denote ctx) split
          simp only [Nat.add_mul] at split
          simp only [denote_cons, split, Nat.sub_eq]
          ac_rfl
      | false =>
      cases h₄ : Nat.blt k₂ k₁ with
      | true =>
        obtain ⟨t, e₁, e₂⟩ := ih p₁ p₂ ((Nat.sub k₁ k₂, v₁) :: r₁) r₂
        refine ⟨t + k₂ * v₁.denote ctx, ?_, ?_⟩
        · rw [← Nat.add_assoc]
          refine Eq.trans ?_ (congrArg (· + k₂ * v₁.denote ctx) e₁)
          have split : k₁ = (k₁ - k₂) + k₂ := (Nat.sub_add_cancel (Nat.le_of_lt (Nat.blt_eq.mp h₄))).symm
          have split := congrArg (· * v₁.denote ctx) split
          simp only [Nat.add_mul] at split
          simp only [denote_cons, split, Nat.sub_eq]
          ac_rfl
        · rw [← Nat.add_assoc]
          refine Eq.trans ?_ (congrArg (· + k₂ * v₁.denote ctx) e₂)
          simp only [denote_cons]; ac_rfl
      | false =>
        cases eq_of_blt h₃ h₄
        obtain ⟨t, e₁, e₂⟩ := ih p₁ p₂ r₁ r₂
        refine ⟨t + k₁ * v₁.denote ctx, ?_, ?_⟩
        · rw [← Nat.add_assoc]
          refine Eq.trans ?_ (congrArg (· + k₁ * v₁.denote ctx) e₁)
          simp only [denote_cons]; ac_rfl
        · rw [← Nat.add_assoc]
          refine Eq.trans ?_ (congrArg (· + k₁ * v₁.denote ctx) e₂)
          simp only [denote_cons]; ac_rfl

private theorem cancel_spec (p₁ p₂ : Poly) :
    ∃ t, p₁.denote ctx = (p₁.cancel p₂).1.denote ctx + t ∧ p₂.denote ctx = (p₁.cancel p₂).2.denote ctx + t := by
  obtain ⟨t, e₁, e₂⟩ := cancelAux_spec ctx hugeFuel p₁ p₂ [] []
  exact ⟨t, (Nat.zero_add _).symm.trans e₁, (Nat.zero_add _).symm.trans e₂⟩

theorem Expr.denote_toPoly_go (k : Nat) (e : Expr) (p : Poly) :
    (toPoly.go k e p).denote ctx = k * e.denote ctx + p.denote ctx := by
  induction e generalizing k p with
  | num n =>
    cases n with
    | zero => simp [toPoly.go, denote]
    | succ n => simp [toPoly.go, denote, Var.denote]
  | var i => simp [toPoly.go, denote]
  | add a b iha ihb =>
    show (toPoly.go k a (toPoly.go k b p)).denote ctx = k * (a.denote ctx + b.denote ctx) + _
    rw [iha, ihb, Nat.mul_add, Nat.add_assoc]
  | mulL n a ih =>
    show _ = k * (n * a.denote ctx) + _
    cases n with
    | zero => simp [toPoly.go]
    | succ n => rw [toPoly.go, ← Nat.mul_assoc]; exact ih ..
  | mulR a n ih =>
    show _ = k * (a.denote ctx * n) + _
    cases n with
    | zero => simp [toPoly.go]
    | succ n => rw [toPoly.go, Nat.mul_comm (a.denote ctx), ← Nat.mul_assoc]; exact ih ..

theorem Expr.denote_toPoly (e : Expr) : e.toPoly.denote ctx = e.denote ctx :=
  (denote_toPoly_go ctx 1 e []).trans (Nat.one_mul _)

theorem Expr.denote_toNormPoly (e : Expr) : e.toNormPoly.denote ctx = e.denote ctx :=
  (Poly.denote_norm ctx _).trans (denote_toPoly ctx e)

private theorem eq_of_beq_poly : ∀ {p q : Poly}, (p == q) = true → p = q := by
  intro p q h
  exact eq_of_beq h

theorem Expr.eq_of_toNormPoly_eq (e e' : Expr) (h : e.toNormPoly == e'.toPoly) : e.denote ctx = e'.denote ctx := by
  rw [← denote_toNormPoly, ← denote_toPoly ctx e', eq_of_beq h]

theorem ExprCnstr.denote_toPoly (c : ExprCnstr) : c.toPoly.denote ctx = c.denote ctx := by
  simp only [PolyCnstr.denote, ExprCnstr.denote, ExprCnstr.toPoly, Expr.denote_toPoly]

theorem ExprCnstr.denote_toNormPoly (c : ExprCnstr) : c.toNormPoly.denote ctx = c.denote ctx := by
  obtain ⟨eq, lhs, rhs⟩ := c
  obtain ⟨t, e₁, e₂⟩ := cancel_spec ctx lhs.toNormPoly rhs.toNormPoly
  rw [Expr.denote_toNormPoly] at e₁ e₂
  simp only [PolyCnstr.denote, ExprCnstr.denote, ExprCnstr.toNormPoly, e₁, e₂]
  cases eq
  · exact propext (Nat.add_le_add_iff_right).symm
  · exact propext ⟨congrArg (· + t), Nat.add_right_cancel⟩

theorem Poly.of_isZero {p : Poly} (h : p.isZero = true) : p.denote ctx = 0 := by
  cases p with
  | nil => rfl
  | cons => cases h

theorem Poly.of_isNonZero {p : Poly} (h : p.isNonZero = true) : p.denote ctx > 0 := by
  induction p with
  | nil => cases h
  | cons m p ih =>
    obtain ⟨k, v⟩ := m
    rw [Poly.isNonZero] at h
    cases e : v == fixedVar with
    | true =>
      rw [e] at h
      have one : v.denote ctx = 1 := by simp [Var.denote, e]
      rw [denote_cons, one, Nat.mul_one]
      exact Nat.lt_of_lt_of_le (Nat.blt_eq.mp h) (Nat.le_add_right ..)
    | false => rw [e] at h; exact Nat.lt_of_lt_of_le (ih h) (Nat.le_add_left ..)

theorem PolyCnstr.eq_false_of_isUnsat {c : PolyCnstr} (h : c.isUnsat) : c.denote ctx = False := by
  obtain ⟨eq, lhs, rhs⟩ := c
  refine eq_false fun holds => ?_
  cases eq with
  | false =>
    simp only [isUnsat, cond_false, Bool.and_eq_true] at h
    have le : lhs.denote ctx ≤ rhs.denote ctx := holds
    rw [Poly.of_isZero ctx h.2] at le
    exact Nat.not_lt_zero _ (Nat.lt_of_lt_of_le (Poly.of_isNonZero ctx h.1) le)
  | true =>
    simp only [isUnsat, cond_true, Bool.or_eq_true, Bool.and_eq_true] at h
    have same : lhs.denote ctx = rhs.denote ctx := holds
    cases h with
    | inl h => exact Nat.ne_of_gt (Poly.of_isNonZero ctx h.2) (same.symm.trans (Poly.of_isZero ctx h.1))
    | inr h => exact Nat.ne_of_gt (Poly.of_isNonZero ctx h.1) (same.trans (Poly.of_isZero ctx h.2))

theorem PolyCnstr.eq_true_of_isValid {c : PolyCnstr} (h : c.isValid) : c.denote ctx = True := by
  obtain ⟨eq, lhs, rhs⟩ := c
  refine eq_true ?_
  cases eq with
  | false =>
    show lhs.denote ctx ≤ rhs.denote ctx
    rw [Poly.of_isZero ctx h]; exact Nat.zero_le _
  | true =>
    simp only [isValid, cond_true, Bool.and_eq_true] at h
    show lhs.denote ctx = rhs.denote ctx
    rw [Poly.of_isZero ctx h.1, Poly.of_isZero ctx h.2]

theorem ExprCnstr.eq_false_of_isUnsat (c : ExprCnstr) (h : c.toNormPoly.isUnsat) : c.denote ctx = False :=
  (denote_toNormPoly ctx c).symm.trans (PolyCnstr.eq_false_of_isUnsat ctx h)

theorem ExprCnstr.eq_true_of_isValid (c : ExprCnstr) (h : c.toNormPoly.isValid) : c.denote ctx = True :=
  (denote_toNormPoly ctx c).symm.trans (PolyCnstr.eq_true_of_isValid ctx h)

instance : LawfulBEq PolyCnstr where
  eq_of_beq {a b} h := by
    obtain ⟨eq, lhs, rhs⟩ := a
    obtain ⟨eq', lhs', rhs'⟩ := b
    have h : (eq == eq' && (lhs == lhs' && rhs == rhs')) = true := h
    simp only [Bool.and_eq_true, beq_iff_eq] at h
    rw [h.1, h.2.1, h.2.2]
  rfl {a} := by
    obtain ⟨eq, lhs, rhs⟩ := a
    show (eq == eq && (lhs == lhs && rhs == rhs)) = true
    simp

theorem ExprCnstr.eq_of_toNormPoly_eq (c d : ExprCnstr) (h : c.toNormPoly == d.toPoly) : c.denote ctx = d.denote ctx := by
  rw [← denote_toNormPoly, ← denote_toPoly ctx d, eq_of_beq h]
end

end Nat.Internal.Linear

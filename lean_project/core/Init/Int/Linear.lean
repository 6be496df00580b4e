prelude
import Init.Int.DivModLemmas
import Init.Nat.Linear
/-!
# Linear arithmetic over integers by reflection

What `simp +arith` rests on over `Int`, as `Init.Nat.Linear` does over `Nat`: linear expressions,
their normal form as polynomials, and what may be divided by a common factor.  Native code makes
the expressions and polynomials; the kernel computes with the functions below, so their results
must be those of the native functions of the same names.
-/

namespace Int

protected theorem not_le_eq (a b : Int) : (¬(a ≤ b)) = (b + 1 ≤ a) := propext Int.not_le
protected theorem not_ge_eq (a b : Int) : (¬(a ≥ b)) = (a + 1 ≤ b) := propext Int.not_le
protected theorem not_lt_eq (a b : Int) : (¬(a < b)) = (b ≤ a) := propext Int.not_lt
protected theorem not_gt_eq (a b : Int) : (¬(a > b)) = (a ≤ b) := propext Int.not_lt

end Int

namespace Int.Internal.Linear

abbrev Var := Nat
abbrev Context := Lean.RArray Int

noncomputable def Var.denote (ctx : Context) (v : Var) : Int := ctx.get v

inductive Expr where
  | num (v : Int)
  | var (i : Var)
  | add (a b : Expr)
  | sub (a b : Expr)
  | neg (a : Expr)
  | mulL (k : Int) (a : Expr)
  | mulR (a : Expr) (k : Int)

noncomputable def Expr.denote (ctx : Context) : Expr → Int
  | .add a b => denote ctx a + denote ctx b
  | .sub a b => denote ctx a - denote ctx b
  | .neg a => -denote ctx a
  | .num k => k
  | .var v => v.denote ctx
  | .mulL k e => k * denote ctx e
  | .mulR e k => denote ctx e * k

inductive Poly where
  | num (k : Int)
  | add (k : Int) (v : Var) (p : Poly)

namespace Poly

protected def beq' : Poly → Poly → Bool
  | .num k, .num k' => k == k'
  | .add k v p, .add k' v' p' => k == k' && (Nat.beq v v' && Poly.beq' p p')
  | _, _ => false

private theorem of_beq' : ∀ {p q : Poly}, p.beq' q = true → p = q
  | .num _, .num _, h => congrArg num (eq_of_beq h)
  | .add k v p, .add k' v' p', h => by
    have ⟨h₁, h⟩ := Bool.and_eq_true_iff.1 h
    have ⟨h₂, h₃⟩ := Bool.and_eq_true_iff.1 h
    rw [eq_of_beq h₁, Nat.eq_of_beq_eq_true h₂, of_beq' h₃]

noncomputable def denote (ctx : Context) : Poly → Int
  | .num k => k
  | .add k v p => k * v.denote ctx + denote ctx p

-- The shape in which native code writes a polynomial: no factor one, no constant zero, sums to the left.
noncomputable def denote'.go (ctx : Context) : Poly → Int → Int
  | .num k, r => bif k == 0 then r else r + k
  | .add k v p, r => go ctx p (bif k == 1 then r + v.denote ctx else r + k * v.denote ctx)

noncomputable def denote' (ctx : Context) : Poly → Int
  | .num k => k
  | .add k v p => denote'.go ctx p (bif k == 1 then v.denote ctx else k * v.denote ctx)

private theorem factor_one (k x : Int) : (bif k == 1 then x else k * x) = k * x := by
  by_cases h : k = 1
  · rw [h, Int.one_mul]; rfl
  · rw [beq_eq_false_of_ne h]; rfl

private theorem go_eq (ctx : Context) : ∀ (p : Poly) (r : Int), denote'.go ctx p r = r + p.denote ctx
  | .num k, r => by
    show (bif k == 0 then r else r + k) = r + k
    by_cases h : k = 0
    · rw [h, Int.add_zero]; rfl
    · rw [beq_eq_false_of_ne h]; rfl
  | .add k v p, r => by
    show denote'.go ctx p _ = r + (k * v.denote ctx + p.denote ctx)
    rw [go_eq ctx p, ← Int.add_assoc]
    have h := factor_one k (v.denote ctx)
    revert h
    cases k == 1
    · exact fun _ => rfl
    · exact fun h => congrArg (r + · + _) h

theorem denote'_eq_denote (ctx : Context) : ∀ p : Poly, p.denote' ctx = p.denote ctx
  | .num _ => rfl
  | .add k v p => by
    show denote'.go ctx p _ = _
    rw [factor_one, go_eq]; rfl

def addConst : Poly → Int → Poly
  | .num k', k => .num (k + k')
  | .add k' v' p, k => .add k' v' (addConst p k)

def insert (k : Int) (v : Var) : Poly → Poly
  | .num k' => .add k v (.num k')
  | .add k' v' p =>
    bif Nat.blt v' v then .add k v (.add k' v' p)
    else bif Nat.beq v v' then
      bif k + k' == 0 then p else .add (k + k') v' p
    else .add k' v' (insert k v p)

def norm : Poly → Poly
  | .num k => .num k
  | .add k v p => (norm p).insert k v

theorem denote_addConst (ctx : Context) : ∀ (p : Poly) (k : Int), (p.addConst k).denote ctx = p.denote ctx + k
  | .num k', k => Int.add_comm k k'
  | .add k' v p, k => by
    show k' * v.denote ctx + (p.addConst k).denote ctx = k' * v.denote ctx + p.denote ctx + k
    rw [denote_addConst ctx p k, Int.add_assoc]

private theorem denote_insert (ctx : Context) (k : Int) (v : Var) : ∀ p : Poly,
    (p.insert k v).denote ctx = k * v.denote ctx + p.denote ctx
  | .num _ => rfl
  | .add k' v' p => by
    unfold insert
    cases Nat.blt v' v
    · cases h : Nat.beq v v'
      · show k' * v'.denote ctx + (p.insert k v).denote ctx = _ + (_ + _)
        rw [denote_insert ctx k v p]; ac_rfl
      · cases Nat.eq_of_beq_eq_true h
        show (bif k + k' == 0 then p else .add (k + k') v p).denote ctx = _ + (_ + _)
        rw [← Int.add_assoc, ← Int.add_mul]
        cases e : k + k' == 0
        · rfl
        · rw [eq_of_beq e, Int.zero_mul, Int.zero_add]; rfl
    · rfl

theorem denote_norm (ctx : Context) : ∀ p : Poly, p.norm.denote ctx = p.denote ctx
  | .num _ => rfl
  | .add k v p => by
    show ((norm p).insert k v).denote ctx = _
    rw [denote_insert, denote_norm ctx p]; rfl

/-! ## Common factors -/

def mul : Poly → Int → Poly
  | .num k', k => .num (k * k')
  | .add k' v p, k => .add (k * k') v (mul p k)

theorem denote_mul (ctx : Context) : ∀ (p : Poly) (k : Int), (p.mul k).denote ctx = k * p.denote ctx
  | .num _, _ => rfl
  | .add k' v p, k => by
    show k * k' * v.denote ctx + (p.mul k).denote ctx = k * (k' * v.denote ctx + p.denote ctx)
    rw [denote_mul ctx p k, Int.mul_add, Int.mul_assoc]

def getConst : Poly → Int
  | .num k => k
  | .add _ _ p => getConst p

-- Rounded up, so that an upper bound of zero becomes the strongest one.
def div (k : Int) : Poly → Poly
  | .num k' => .num (-((-k') / k))
  | .add k' x p => .add (k' / k) x (div k p)

def divCoeffs (k : Int) : Poly → Bool
  | .num _ => true
  | .add k' _ p => k' % k == 0 && divCoeffs k p

private theorem denote_div (ctx : Context) {k : Int} : ∀ {p : Poly}, p.divCoeffs k = true →
    k * (p.div k).denote ctx - (-p.getConst) % k = p.denote ctx
  | .num k', _ => by
    show k * -((-k') / k) - (-k') % k = k'
    have := emod_add_mul_ediv (-k') k
    rw [Int.mul_neg]; omega
  | .add k' v p, h => by
    have ⟨h₁, h₂⟩ := Bool.and_eq_true_iff.1 h
    show k * (k' / k * v.denote ctx + (p.div k).denote ctx) - (-p.getConst) % k = k' * v.denote ctx + p.denote ctx
    rw [← denote_div ctx h₂, Int.mul_add, ← Int.mul_assoc, mul_ediv_cancel_of_emod_eq_zero (eq_of_beq h₁), Int.add_sub_assoc]

private theorem mul_le_zero_of {k x : Int} (h : 0 < k) (hx : x ≤ 0) : k * x ≤ 0 :=
  Int.mul_nonpos_of_nonneg_of_nonpos (Int.le_of_lt h) hx
private theorem le_mul_of {k x : Int} (h : 0 < k) (hx : 1 ≤ x) : k ≤ k * x := by
  have := Int.mul_le_mul_of_nonneg_left hx (Int.le_of_lt h)
  rw [Int.mul_one] at this; exact this

private theorem denote_le_iff {ctx : Context} {k : Int} {p : Poly} (hk : 0 < k) (h : p.divCoeffs k = true) :
    p.denote ctx ≤ 0 ↔ (p.div k).denote ctx ≤ 0 := by
  have e := denote_div ctx h
  have l := emod_nonneg (-p.getConst) (Int.ne_of_gt hk)
  have u := emod_lt_of_pos (-p.getConst) hk
  rcases Int.lt_or_le 0 ((p.div k).denote ctx) with s | s
  · have := le_mul_of hk s; omega
  · have := mul_le_zero_of hk s; omega

private theorem denote_ne_zero {ctx : Context} {k : Int} {p : Poly} (hk : 0 < k) (h : p.divCoeffs k = true)
    (c : (-p.getConst) % k ≠ 0) : p.denote ctx ≠ 0 := by
  have e := denote_div ctx h
  have l := emod_nonneg (-p.getConst) (Int.ne_of_gt hk)
  have u := emod_lt_of_pos (-p.getConst) hk
  rcases Int.lt_or_le 0 ((p.div k).denote ctx) with s | s
  · have := le_mul_of hk s; omega
  · have := mul_le_zero_of hk s; omega

def gcdCoeffs : Poly → Int → Int
  | .num _, k => k
  | .add k' _ p, k => gcdCoeffs p (Int.gcd k' k)

private theorem gcdCoeffs_dvd {ctx : Context} : ∀ {p : Poly} {k : Int}, k ∣ p.denote ctx → p.gcdCoeffs k ∣ p.getConst
  | .num _, _, h => h
  | .add k' v p, k, h => by
    refine gcdCoeffs_dvd (p := p) (ctx := ctx) ((Int.dvd_add_right (b := k' * v.denote ctx) ?_).1 ?_)
    · exact Int.dvd_mul_of_dvd_left (gcd_dvd_left k' k)
    · exact Int.dvd_trans (gcd_dvd_right k' k) h

def isUnsatEq : Poly → Bool
  | .num k => k != 0
  | _ => false
def isUnsatEq_k (p : Poly) : Bool := p.isUnsatEq
def isValidEq : Poly → Bool
  | .num k => k == 0
  | _ => false
def isUnsatLe : Poly → Bool
  | .num k => 0 < k
  | _ => false
def isValidLe : Poly → Bool
  | .num k => k ≤ 0
  | _ => false
def isUnsatDvd (k : Int) (p : Poly) : Bool := p.getConst % p.gcdCoeffs k != 0

end Poly

namespace Expr

def toPoly'.go (coeff : Int) : Expr → Poly → Poly
  | .num k, p => bif k == 0 then p else p.addConst (coeff * k)
  | .var v, p => .add coeff v p
  | .add a b, p => go coeff a (go coeff b p)
  | .sub a b, p => go coeff a (go (-coeff) b p)
  | .mulL k a, p => bif k == 0 then p else go (coeff * k) a p
  | .mulR a k, p => bif k == 0 then p else go (coeff * k) a p
  | .neg a, p => go (-coeff) a p

def norm (e : Expr) : Poly := (toPoly'.go 1 e (.num 0)).norm

private theorem denote_go (ctx : Context) : ∀ (e : Expr) (c : Int) (p : Poly),
    (toPoly'.go c e p).denote ctx = c * e.denote ctx + p.denote ctx
  | .num k, c, p => by
    show (bif k == 0 then p else p.addConst (c * k)).denote ctx = c * k + _
    cases h : k == 0
    · exact (Poly.denote_addConst ctx p _).trans (Int.add_comm _ _)
    · rw [eq_of_beq h, Int.mul_zero, Int.zero_add]; rfl
  | .var v, c, p => rfl
  | .add a b, c, p => by
    show (toPoly'.go c a (toPoly'.go c b p)).denote ctx = c * (a.denote ctx + b.denote ctx) + _
    rw [denote_go ctx a, denote_go ctx b, Int.mul_add, Int.add_assoc]
  | .sub a b, c, p => by
    show (toPoly'.go c a (toPoly'.go (-c) b p)).denote ctx = c * (a.denote ctx - b.denote ctx) + _
    rw [denote_go ctx a, denote_go ctx b, Int.mul_sub, Int.neg_mul]; omega
  | .mulL k a, c, p => by
    show (bif k == 0 then p else toPoly'.go (c * k) a p).denote ctx = c * (k * a.denote ctx) + _
    cases h : k == 0
    · exact (denote_go ctx a _ p).trans (by rw [Int.mul_assoc])
    · rw [eq_of_beq h, Int.zero_mul, Int.mul_zero, Int.zero_add]; rfl
  | .mulR a k, c, p => by
    show (bif k == 0 then p else toPoly'.go (c * k) a p).denote ctx = c * (a.denote ctx * k) + _
    cases h : k == 0
    · exact (denote_go ctx a _ p).trans (by rw [Int.mul_assoc, Int.mul_comm k])
    · rw [eq_of_beq h, Int.mul_zero, Int.mul_zero, Int.mul_zero, Int.zero_add]; rfl
  | .neg a, c, p => by
    show (toPoly'.go (-c) a p).denote ctx = c * -a.denote ctx + _
    rw [denote_go ctx a, Int.neg_mul_comm]

theorem denote_norm (ctx : Context) (e : Expr) : e.norm.denote ctx = e.denote ctx := by
  rw [norm, Poly.denote_norm, denote_go, Int.one_mul]; exact Int.add_zero _

theorem eq_of_norm_eq (ctx : Context) (e : Expr) (p : Poly) (h : e.norm.beq' p) : e.denote ctx = p.denote' ctx := by
  rw [Poly.denote'_eq_denote, ← Poly.of_beq' h, denote_norm]

end Expr

/-! ## Equations and inequalities -/

private theorem eq_iff (ctx : Context) (lhs rhs : Expr) :
    lhs.denote ctx = rhs.denote ctx ↔ (lhs.sub rhs).norm.denote ctx = 0 := by
  rw [Expr.denote_norm]
  show _ ↔ lhs.denote ctx - rhs.denote ctx = 0
  omega
private theorem le_iff (ctx : Context) (lhs rhs : Expr) :
    lhs.denote ctx ≤ rhs.denote ctx ↔ (lhs.sub rhs).norm.denote ctx ≤ 0 := by
  rw [Expr.denote_norm]
  show _ ↔ lhs.denote ctx - rhs.denote ctx ≤ 0
  omega

def norm_eq_cert (lhs rhs : Expr) (p : Poly) : Bool := p.beq' (lhs.sub rhs).norm

theorem norm_eq (ctx : Context) (lhs rhs : Expr) (p : Poly) (h : norm_eq_cert lhs rhs p) :
    (lhs.denote ctx = rhs.denote ctx) = (p.denote' ctx = 0) := by
  rw [Poly.denote'_eq_denote, Poly.of_beq' h]; exact propext (eq_iff ctx lhs rhs)
theorem norm_le (ctx : Context) (lhs rhs : Expr) (p : Poly) (h : norm_eq_cert lhs rhs p) :
    (lhs.denote ctx ≤ rhs.denote ctx) = (p.denote' ctx ≤ 0) := by
  rw [Poly.denote'_eq_denote, Poly.of_beq' h]; exact propext (le_iff ctx lhs rhs)

def norm_eq_var_cert (lhs rhs : Expr) (x y : Var) : Bool := (lhs.sub rhs).norm.beq' (.add 1 x (.add (-1) y (.num 0)))

theorem norm_eq_var (ctx : Context) (lhs rhs : Expr) (x y : Var) (h : norm_eq_var_cert lhs rhs x y) :
    (lhs.denote ctx = rhs.denote ctx) = (x.denote ctx = y.denote ctx) := by
  refine propext ((eq_iff ctx lhs rhs).trans ?_)
  rw [Poly.of_beq' h]
  show 1 * x.denote ctx + (-1 * y.denote ctx + 0) = 0 ↔ _
  omega

def norm_eq_var_const_cert (lhs rhs : Expr) (x : Var) (k : Int) : Bool := (lhs.sub rhs).norm.beq' (.add 1 x (.num (-k)))

theorem norm_eq_var_const (ctx : Context) (lhs rhs : Expr) (x : Var) (k : Int) (h : norm_eq_var_const_cert lhs rhs x k) :
    (lhs.denote ctx = rhs.denote ctx) = (x.denote ctx = k) := by
  refine propext ((eq_iff ctx lhs rhs).trans ?_)
  rw [Poly.of_beq' h]
  show 1 * x.denote ctx + -k = 0 ↔ _
  omega

def norm_eq_coeff_cert (lhs rhs : Expr) (p : Poly) (k : Int) : Bool := (lhs.sub rhs).norm.beq' (p.mul k) && decide (0 < k)

private theorem of_coeff_cert {lhs rhs : Expr} {p : Poly} {k : Int} (h : norm_eq_coeff_cert lhs rhs p k) (ctx : Context) :
    0 < k ∧ (lhs.sub rhs).norm.denote ctx = k * p.denote' ctx := by
  have ⟨h₁, h₂⟩ := Bool.and_eq_true_iff.1 h
  exact ⟨of_decide_eq_true h₂, by rw [Poly.of_beq' h₁, Poly.denote_mul, Poly.denote'_eq_denote]⟩

theorem norm_eq_coeff (ctx : Context) (lhs rhs : Expr) (p : Poly) (k : Int) (h : norm_eq_coeff_cert lhs rhs p k) :
    (lhs.denote ctx = rhs.denote ctx) = (p.denote' ctx = 0) := by
  have ⟨hk, e⟩ := of_coeff_cert h ctx
  refine propext ((eq_iff ctx lhs rhs).trans ?_)
  rw [e, Int.mul_eq_zero]
  exact or_iff_right (Int.ne_of_gt hk)
theorem norm_le_coeff (ctx : Context) (lhs rhs : Expr) (p : Poly) (k : Int) (h : norm_eq_coeff_cert lhs rhs p k) :
    (lhs.denote ctx ≤ rhs.denote ctx) = (p.denote' ctx ≤ 0) := by
  have ⟨hk, e⟩ := of_coeff_cert h ctx
  refine propext ((le_iff ctx lhs rhs).trans ?_)
  rw [e]
  refine ⟨fun s => Int.le_of_mul_le_mul_left (a := k) (by rw [Int.mul_zero]; exact s) hk,
    fun s => Int.mul_nonpos_of_nonneg_of_nonpos (Int.le_of_lt hk) s⟩

def norm_le_coeff_tight_cert (lhs rhs : Expr) (p : Poly) (k : Int) : Bool :=
  decide (0 < k) && ((lhs.sub rhs).norm.divCoeffs k && p.beq' ((lhs.sub rhs).norm.div k))

theorem norm_le_coeff_tight (ctx : Context) (lhs rhs : Expr) (p : Poly) (k : Int)
    (h : norm_le_coeff_tight_cert lhs rhs p k) : (lhs.denote ctx ≤ rhs.denote ctx) = (p.denote' ctx ≤ 0) := by
  have ⟨h₁, h⟩ := Bool.and_eq_true_iff.1 h
  have ⟨h₂, h₃⟩ := Bool.and_eq_true_iff.1 h
  rw [Poly.denote'_eq_denote, Poly.of_beq' h₃]
  exact propext ((le_iff ctx lhs rhs).trans (Poly.denote_le_iff (of_decide_eq_true h₁) h₂))

theorem eq_eq_false (ctx : Context) (lhs rhs : Expr) (h : (lhs.sub rhs).norm.isUnsatEq_k) :
    (lhs.denote ctx = rhs.denote ctx) = False := by
  refine _root_.eq_false fun e => ?_
  have z := (eq_iff ctx lhs rhs).1 e
  revert h z
  generalize (lhs.sub rhs).norm = p
  cases p with
  | num k => exact fun h z => absurd (show k = 0 from z) (bne_iff_ne.1 h)
  | add => exact nofun
theorem eq_eq_true (ctx : Context) (lhs rhs : Expr) (h : (lhs.sub rhs).norm.isValidEq) :
    (lhs.denote ctx = rhs.denote ctx) = True := by
  refine _root_.eq_true ((eq_iff ctx lhs rhs).2 ?_)
  revert h
  generalize (lhs.sub rhs).norm = p
  cases p with
  | num k => exact fun h => eq_of_beq h
  | add => exact nofun
theorem le_eq_false (ctx : Context) (lhs rhs : Expr) (h : (lhs.sub rhs).norm.isUnsatLe) :
    (lhs.denote ctx ≤ rhs.denote ctx) = False := by
  refine _root_.eq_false fun e => ?_
  have z := (le_iff ctx lhs rhs).1 e
  revert h z
  generalize (lhs.sub rhs).norm = p
  cases p with
  | num k => exact fun h z => Int.not_le_of_gt (of_decide_eq_true h) z
  | add => exact nofun
theorem le_eq_true (ctx : Context) (lhs rhs : Expr) (h : (lhs.sub rhs).norm.isValidLe) :
    (lhs.denote ctx ≤ rhs.denote ctx) = True := by
  refine _root_.eq_true ((le_iff ctx lhs rhs).2 ?_)
  revert h
  generalize (lhs.sub rhs).norm = p
  cases p with
  | num k => exact fun h => of_decide_eq_true h
  | add => exact nofun

def unsatEqDivCoeffCert (lhs rhs : Expr) (k : Int) : Bool :=
  (lhs.sub rhs).norm.divCoeffs k && (decide (0 < k) && (-(lhs.sub rhs).norm.getConst) % k != 0)

theorem eq_eq_false_of_divCoeff (ctx : Context) (lhs rhs : Expr) (k : Int) (h : unsatEqDivCoeffCert lhs rhs k) :
    (lhs.denote ctx = rhs.denote ctx) = False := by
  have ⟨h₁, h⟩ := Bool.and_eq_true_iff.1 h
  have ⟨h₂, h₃⟩ := Bool.and_eq_true_iff.1 h
  exact _root_.eq_false fun e =>
    Poly.denote_ne_zero (of_decide_eq_true h₂) h₁ (bne_iff_ne.1 h₃) ((eq_iff ctx lhs rhs).1 e)

/-! ## Divisibility -/

theorem norm_dvd (ctx : Context) (k : Int) (e : Expr) (p : Poly) (h : e.norm.beq' p) :
    (k ∣ e.denote ctx) = (k ∣ p.denote' ctx) := by rw [Expr.eq_of_norm_eq ctx e p h]
theorem dvd_eq_false (ctx : Context) (k : Int) (e : Expr) (h : e.norm.isUnsatDvd k) : (k ∣ e.denote ctx) = False := by
  refine _root_.eq_false fun d => bne_iff_ne.1 h (emod_eq_zero_of_dvd ?_)
  rw [← Expr.denote_norm] at d
  exact Poly.gcdCoeffs_dvd d

def norm_dvd_gcd_cert (k₁ : Int) (e₁ : Expr) (k₂ : Int) (p₂ : Poly) (g : Int) : Bool :=
  g != 0 && (k₁ == g * k₂ && e₁.norm.beq' (p₂.mul g))

theorem norm_dvd_gcd (ctx : Context) (k₁ : Int) (e₁ : Expr) (k₂ : Int) (p₂ : Poly) (g : Int)
    (h : norm_dvd_gcd_cert k₁ e₁ k₂ p₂ g) : (k₁ ∣ e₁.denote ctx) = (k₂ ∣ p₂.denote' ctx) := by
  have ⟨h₁, h⟩ := Bool.and_eq_true_iff.1 h
  have ⟨h₂, h₃⟩ := Bool.and_eq_true_iff.1 h
  rw [← Expr.denote_norm, Poly.of_beq' h₃, eq_of_beq h₂, Poly.denote_mul, Poly.denote'_eq_denote]
  exact propext ⟨dvd_of_mul_dvd_mul_left (bne_iff_ne.1 h₁), Int.mul_dvd_mul_left g⟩

end Int.Internal.Linear

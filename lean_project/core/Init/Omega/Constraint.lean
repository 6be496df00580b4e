prelude
import Init.Omega.LinearCombo
import Init.Option
/-!
# Constraints

`omega` bounds each combination of atoms from below and above, and derives new bounds until two of
them contradict each other.  Each step of the derivation has its theorem here.
-/

namespace Lean.Omega

abbrev LowerBound : Type := Option Int
abbrev UpperBound : Type := Option Int

abbrev LowerBound.sat (b : LowerBound) (t : Int) : Bool := b.all fun x => x ≤ t
abbrev UpperBound.sat (b : UpperBound) (t : Int) : Bool := b.all fun y => t ≤ y

/-- An interval of integers; each side may be open. -/
structure Constraint where
  lowerBound : LowerBound
  upperBound : UpperBound

namespace Constraint

def sat (c : Constraint) (t : Int) : Bool := c.lowerBound.sat t && c.upperBound.sat t

private theorem sat_iff {c : Constraint} {t : Int} :
    c.sat t = true ↔ (∀ l, c.lowerBound = some l → l ≤ t) ∧ ∀ u, c.upperBound = some u → t ≤ u := by
  have lower : ∀ b : LowerBound, b.sat t = true ↔ ∀ l, b = some l → l ≤ t
    | none => iff_of_true rfl nofun
    | some l => decide_eq_true_iff.trans ⟨fun h _ e => Option.some.inj e ▸ h, fun h => h l rfl⟩
  have upper : ∀ b : UpperBound, b.sat t = true ↔ ∀ u, b = some u → t ≤ u
    | none => iff_of_true rfl nofun
    | some u => decide_eq_true_iff.trans ⟨fun h _ e => Option.some.inj e ▸ h, fun h => h u rfl⟩
  rw [sat, Bool.and_eq_true, lower, upper]

private theorem of_map {f : Int → Int} : ∀ {b : Option Int} {x : Int}, b.map f = some x → ∃ y, b = some y ∧ f y = x
  | some y, _, h => ⟨y, rfl, Option.some.inj h⟩

def map (c : Constraint) (f : Int → Int) : Constraint where
  lowerBound := c.lowerBound.map f
  upperBound := c.upperBound.map f

def flip (c : Constraint) : Constraint where
  lowerBound := c.upperBound
  upperBound := c.lowerBound

def neg (c : Constraint) : Constraint := c.flip.map (- ·)
def trivial : Constraint := ⟨none, none⟩
def impossible : Constraint := ⟨some 1, some 0⟩
def exact (r : Int) : Constraint := ⟨some r, some r⟩

def isImpossible : Constraint → Bool
  | ⟨some x, some y⟩ => y < x
  | _ => false
def isExact : Constraint → Bool
  | ⟨some x, some y⟩ => x = y
  | _ => false

private theorem map_sat {c : Constraint} {f : Int → Int} (mono : ∀ x y, x ≤ y → f x ≤ f y) {t : Int} (w : c.sat t) :
    (c.map f).sat (f t) := by
  have ⟨l, u⟩ := sat_iff.1 w
  refine sat_iff.2 ⟨fun x e => ?_, fun x e => ?_⟩ <;> obtain ⟨y, k, rfl⟩ := of_map e
  · exact mono y t (l y k)
  · exact mono t y (u y k)
private theorem flip_map_sat {c : Constraint} {f : Int → Int} (anti : ∀ x y, x ≤ y → f y ≤ f x) {t : Int} (w : c.sat t) :
    (c.flip.map f).sat (f t) := by
  have ⟨l, u⟩ := sat_iff.1 w
  refine sat_iff.2 ⟨fun x e => ?_, fun x e => ?_⟩ <;> obtain ⟨y, k, rfl⟩ := of_map e
  · exact anti t y (u y k)
  · exact anti y t (l y k)

theorem neg_sat {c : Constraint} {v : Int} (w : c.sat v) : (c.neg).sat (-v) :=
  flip_map_sat (fun _ _ => Int.neg_le_neg) w
theorem exact_sat (r t : Int) : (exact r).sat t = decide (r = t) :=
  Bool.eq_iff_iff.2 (sat_iff.trans (Iff.trans
    ⟨fun h => Int.le_antisymm (h.1 r rfl) (h.2 r rfl), fun h => ⟨fun _ e => Option.some.inj e ▸ Int.le_of_eq h,
      fun _ e => Option.some.inj e ▸ Int.ge_of_eq h⟩⟩ decide_eq_true_iff.symm))

theorem not_sat_of_isImpossible {c : Constraint} (h : isImpossible c) {t : Int} : ¬c.sat t := fun w => by
  have ⟨l, u⟩ := sat_iff.1 w
  match c, h with
  | ⟨some x, some y⟩, h => exact Int.not_le_of_gt (of_decide_eq_true h) (Int.le_trans (l x rfl) (u y rfl))

/-! ## Sums and multiples -/

def scale (k : Int) (c : Constraint) : Constraint :=
  if k = 0 then
    if c.isImpossible then c else ⟨some 0, some 0⟩
  else if 0 < k then c.map (k * ·)
  else c.flip.map (k * ·)

private theorem scale_sat {c : Constraint} {t : Int} (k : Int) (w : c.sat t) : (scale k c).sat (k * t) := by
  unfold scale
  split
  · next h =>
    split
    · next i => exact absurd w (not_sat_of_isImpossible i)
    · rw [h, Int.zero_mul]; rfl
  · split
    · next h => exact map_sat (fun _ _ e => Int.mul_le_mul_of_nonneg_left e (Int.le_of_lt h)) w
    · next h => exact flip_map_sat (fun _ _ e => Int.mul_le_mul_of_nonpos_left (Int.not_lt.1 h) e) w

def add (x y : Constraint) : Constraint where
  lowerBound := x.lowerBound.bind fun a => y.lowerBound.map fun b => a + b
  upperBound := x.upperBound.bind fun a => y.upperBound.map fun b => a + b

private theorem of_bind_map : ∀ {x y : Option Int} {z : Int}, (x.bind fun a => y.map fun b => a + b) = some z →
    ∃ a b, x = some a ∧ y = some b ∧ a + b = z
  | some a, some b, _, h => ⟨a, b, rfl, rfl, Option.some.inj h⟩

private theorem add_sat {c₁ c₂ : Constraint} {x₁ x₂ : Int} (w₁ : c₁.sat x₁) (w₂ : c₂.sat x₂) : (add c₁ c₂).sat (x₁ + x₂) := by
  have ⟨l₁, u₁⟩ := sat_iff.1 w₁
  have ⟨l₂, u₂⟩ := sat_iff.1 w₂
  refine sat_iff.2 ⟨fun x e => ?_, fun x e => ?_⟩ <;> obtain ⟨a, b, ea, eb, rfl⟩ := of_bind_map e
  · exact Int.add_le_add (l₁ a ea) (l₂ b eb)
  · exact Int.add_le_add (u₁ a ea) (u₂ b eb)

def combo (a : Int) (x : Constraint) (b : Int) (y : Constraint) : Constraint := add (scale a x) (scale b y)

private theorem combo_sat {c₁ c₂ : Constraint} {x₁ x₂ : Int} (a : Int) (w₁ : c₁.sat x₁) (b : Int) (w₂ : c₂.sat x₂) :
    (combo a c₁ b c₂).sat (a * x₁ + b * x₂) := add_sat (scale_sat a w₁) (scale_sat b w₂)

/-! ## Both of two -/

private def meet (f : Int → Int → Int) : Option Int → Option Int → Option Int
  | none, y => y
  | x, none => x
  | some x, some y => some (f x y)

def combine (x y : Constraint) : Constraint where
  lowerBound := meet max x.lowerBound y.lowerBound
  upperBound := meet min x.upperBound y.upperBound

private theorem of_meet {f : Int → Int → Int} : ∀ {x y : Option Int} {z : Int}, meet f x y = some z →
    x = some z ∨ y = some z ∨ ∃ a b, x = some a ∧ y = some b ∧ f a b = z
  | none, _, _, h => .inr (.inl h)
  | some _, none, _, h => .inl h
  | some a, some b, _, h => .inr (.inr ⟨a, b, rfl, rfl, Option.some.inj h⟩)

private theorem combine_sat {c d : Constraint} {t : Int} (w : c.sat t) (v : d.sat t) : (c.combine d).sat t := by
  have ⟨l₁, u₁⟩ := sat_iff.1 w
  have ⟨l₂, u₂⟩ := sat_iff.1 v
  refine sat_iff.2 ⟨fun x e => ?_, fun x e => ?_⟩ <;> rcases of_meet e with e | e | ⟨a, b, ea, eb, rfl⟩
  · exact l₁ x e
  · exact l₂ x e
  · exact Int.max_le.2 ⟨l₁ a ea, l₂ b eb⟩
  · exact u₁ x e
  · exact u₂ x e
  · exact Int.le_min.2 ⟨u₁ a ea, u₂ b eb⟩

/-! ## Division -/

def div (c : Constraint) (k : Nat) : Constraint where
  lowerBound := c.lowerBound.map fun x => (- ((- x) / k))
  upperBound := c.upperBound.map fun y => y / k

private theorem le_ediv {a b : Int} {k : Nat} (n : k ≠ 0) (ha : (k : Int) ∣ a) (h : a ≤ b) : a / k ≤ b / k := by
  have p : (0 : Int) < k := Int.natCast_pos.2 (Nat.pos_of_ne_zero n)
  obtain ⟨q, rfl⟩ := ha
  rw [Int.mul_ediv_cancel_left q (Int.ne_of_gt p)]
  refine Int.not_lt.1 fun g => ?_
  have s := Int.mul_le_mul_of_nonneg_left (show b / k + 1 ≤ q from g) (Int.le_of_lt p)
  rw [Int.mul_add, Int.mul_one] at s
  exact Int.not_lt_of_ge (Int.le_trans s h) (Int.lt_mul_ediv_self_add p)

theorem div_sat (c : Constraint) (t : Int) (k : Nat) (n : k ≠ 0) (h : (k : Int) ∣ t) (w : c.sat t) :
    (c.div k).sat (t / k) := by
  have ⟨l, u⟩ := sat_iff.1 w
  refine sat_iff.2 ⟨fun x e => ?_, fun x e => ?_⟩ <;> obtain ⟨y, g, rfl⟩ := of_map e
  · have s := Int.neg_le_neg (le_ediv n (Int.dvd_neg.2 h) (Int.neg_le_neg (l y g)))
    rw [Int.neg_ediv_of_dvd h, Int.neg_neg] at s
    exact s
  · exact le_ediv n h (u y g)

/-! ## Constraints on the value of a combination -/

abbrev sat' (c : Constraint) (x y : Coeffs) := c.sat (Coeffs.dot x y)

theorem combine_sat' {s t : Constraint} {x y : Coeffs} (ws : s.sat' x y) (wt : t.sat' x y) : (s.combine t).sat' x y :=
  combine_sat ws wt
theorem not_sat'_of_isImpossible {c : Constraint} (h : isImpossible c) {x y : Coeffs} : ¬c.sat' x y :=
  not_sat_of_isImpossible h

theorem addInequality_sat {c : Int} {x y : Coeffs} (w : c + Coeffs.dot x y ≥ 0) :
    sat' { lowerBound := some (-c), upperBound := none } x y :=
  sat_iff.2 ⟨fun _ e => Option.some.inj e ▸ Int.add_nonnneg_iff_neg_le'.1 w, nofun⟩
theorem addEquality_sat {c : Int} {x y : Coeffs} (w : c + Coeffs.dot x y = 0) :
    sat' { lowerBound := some (-c), upperBound := some (-c) } x y :=
  sat_iff.2 ⟨fun _ e => Option.some.inj e ▸ Int.le_of_eq (Int.neg_eq_of_add_eq_zero w),
    fun _ e => Option.some.inj e ▸ Int.ge_of_eq (Int.neg_eq_of_add_eq_zero w)⟩

end Constraint

/-! ## Normal forms -/

def normalize? : Constraint × Coeffs → Option (Constraint × Coeffs)
  | ⟨s, x⟩ =>
    let gcd := Coeffs.gcd x
    if gcd = 0 then
      if s.sat 0 then some (.trivial, x) else some (.impossible, x)
    else if gcd = 1 then none
    else some (s.div gcd, Coeffs.sdiv x gcd)

def normalize (p : Constraint × Coeffs) : Constraint × Coeffs := (normalize? p).getD p

private theorem normalize_sat {s : Constraint} {x v : Coeffs} (w : s.sat' x v) :
    (normalize (s, x)).1.sat' (normalize (s, x)).2 v := by
  unfold normalize normalize?
  dsimp only
  split
  · next h =>
    split
    · rfl
    · next n => exact absurd (by rw [Constraint.sat', Coeffs.dot, IntList.Lemmasmith.dot_of_left_zero (IntList.Lemmasmith.gcd_eq_zero h)] at w; exact w) n
  · next h =>
    split
    · exact w
    · have d := IntList.Lemmasmith.dvd_dot (xs := x) (ys := v) (Int.dvd_refl (IntList.gcd x))
      show (s.div (IntList.gcd x)).sat (IntList.dot (IntList.sdiv x (IntList.gcd x)) v) = true
      rw [d.2]
      exact Constraint.div_sat s _ _ h d.1 w

def positivize? : Constraint × Coeffs → Option (Constraint × Coeffs)
  | ⟨s, x⟩ => if 0 ≤ x.leading then none else some (s.neg, Coeffs.smul x (-1))

def tidy? : Constraint × Coeffs → Option (Constraint × Coeffs)
  | ⟨s, x⟩ =>
    match positivize? (s, x) with
    | none => normalize? (s, x)
    | some (s', x') => some (normalize (s', x'))

def tidy (p : Constraint × Coeffs) : Constraint × Coeffs := (tidy? p).getD p
abbrev tidyConstraint (s : Constraint) (x : Coeffs) : Constraint := (tidy (s, x)).1
abbrev tidyCoeffs (s : Constraint) (x : Coeffs) : Coeffs := (tidy (s, x)).2

theorem tidy_sat {s : Constraint} {x v : Coeffs} (w : s.sat' x v) : (tidyConstraint s x).sat' (tidyCoeffs s x) v := by
  unfold tidyConstraint tidyCoeffs tidy tidy? positivize?
  dsimp only
  split
  · next h =>
    exact normalize_sat w
  · next s' x' h =>
    split at h
    · exact nomatch h
    · cases h
      refine normalize_sat ?_
      show s.neg.sat (IntList.dot (IntList.smul x (-1)) v) = true
      rw [IntList.Lemmasmith.dot_smul_left, ← Int.neg_eq_neg_one_mul]
      exact Constraint.neg_sat w

theorem combo_sat' (s t : Constraint) (a : Int) (x : Coeffs) (b : Int) (y : Coeffs) (v : Coeffs)
    (wx : s.sat' x v) (wy : t.sat' y v) : (Constraint.combo a s b t).sat' (Coeffs.combo a x b y) v := by
  show Constraint.sat _ (IntList.dot (IntList.combo a x b y) v) = true
  rw [IntList.Lemmasmith.combo_eq_smul_add_smul, IntList.Lemmasmith.dot_add_left, IntList.Lemmasmith.dot_smul_left, IntList.Lemmasmith.dot_smul_left]
  exact Constraint.combo_sat a wx b wy

/-! ## Equations without a coefficient ±1 -/

abbrev bmod_div_term (m : Nat) (a b : Coeffs) : Int := Coeffs.bmod_dot_sub_dot_bmod m a b / m
def bmod_coeffs (m : Nat) (i : Nat) (x : Coeffs) : Coeffs := Coeffs.set (Coeffs.bmod x m) i m

theorem bmod_sat (m : Nat) (r : Int) (i : Nat) (x v : Coeffs) (h : x.length ≤ i)
    (p : Coeffs.get v i = bmod_div_term m x v) (w : (Constraint.exact r).sat' x v) :
    (Constraint.exact (Int.bmod r m)).sat' (bmod_coeffs m i x) v := by
  have e : r = IntList.dot x v := of_decide_eq_true ((Constraint.exact_sat r _).symm.trans w)
  refine (Constraint.exact_sat _ _).trans (decide_eq_true ?_)
  show Int.bmod r m = IntList.dot (IntList.set (IntList.bmod x m) i m) v
  rw [IntList.Lemmasmith.dot_set_left, IntList.Lemmasmith.get_of_length_le (Nat.le_trans (IntList.bmod_length x m) h), Int.sub_zero,
    show IntList.get v i = _ from p, Int.mul_ediv_cancel' (IntList.dvd_bmod_dot_sub_dot_bmod m x v), e, Int.add_comm]
  exact (Int.sub_add_cancel _ _).symm

end Lean.Omega

prelude
import Init.Omega.Coeffs
/-!
# Linear combinations

`omega` reads each integer term as a constant and a list of coefficients; `eval` is the value of
the combination at the atoms.  The equations say that the reading respects the operations.
-/

namespace Lean.Omega

structure LinearCombo where
  const : Int := 0
  coeffs : Coeffs := []

namespace LinearCombo

def eval (lc : LinearCombo) (values : Coeffs) : Int := lc.const + lc.coeffs.dot values

def coordinate (i : Nat) : LinearCombo where
  const := 0
  coeffs := Coeffs.set [] i 1

theorem coordinate_eval (i : Nat) (v : Coeffs) : (coordinate i).eval v = v.get i := by
  show 0 + IntList.dot (IntList.set [] i 1) v = _
  rw [IntList.Lemmasmith.dot_set_left, IntList.get_nil, IntList.Lemmasmith.dot_nil_left, Int.sub_zero, Int.one_mul, Int.zero_add, Int.zero_add]

section
variable {a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 : Int} {t : List Int}
theorem coordinate_eval_0 : (coordinate 0).eval (.ofList (a0 :: t)) = a0 := coordinate_eval ..
theorem coordinate_eval_1 : (coordinate 1).eval (.ofList (a0 :: a1 :: t)) = a1 := coordinate_eval ..
theorem coordinate_eval_2 : (coordinate 2).eval (.ofList (a0 :: a1 :: a2 :: t)) = a2 := coordinate_eval ..
theorem coordinate_eval_3 : (coordinate 3).eval (.ofList (a0 :: a1 :: a2 :: a3 :: t)) = a3 := coordinate_eval ..
theorem coordinate_eval_4 : (coordinate 4).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: t)) = a4 := coordinate_eval ..
theorem coordinate_eval_5 : (coordinate 5).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: a5 :: t)) = a5 :=
  coordinate_eval ..
theorem coordinate_eval_6 : (coordinate 6).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: a5 :: a6 :: t)) = a6 :=
  coordinate_eval ..
theorem coordinate_eval_7 : (coordinate 7).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: a5 :: a6 :: a7 :: t)) = a7 :=
  coordinate_eval ..
theorem coordinate_eval_8 :
    (coordinate 8).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: a5 :: a6 :: a7 :: a8 :: t)) = a8 := coordinate_eval ..
theorem coordinate_eval_9 :
    (coordinate 9).eval (.ofList (a0 :: a1 :: a2 :: a3 :: a4 :: a5 :: a6 :: a7 :: a8 :: a9 :: t)) = a9 :=
  coordinate_eval ..
end

def add (l₁ l₂ : LinearCombo) : LinearCombo where
  const := l₁.const + l₂.const
  coeffs := l₁.coeffs.add l₂.coeffs
def sub (l₁ l₂ : LinearCombo) : LinearCombo where
  const := l₁.const - l₂.const
  coeffs := l₁.coeffs.sub l₂.coeffs
def neg (lc : LinearCombo) : LinearCombo where
  const := -lc.const
  coeffs := lc.coeffs.neg
def smul (lc : LinearCombo) (i : Int) : LinearCombo where
  const := i * lc.const
  coeffs := lc.coeffs.smul i

instance : Add LinearCombo := ⟨add⟩
instance : Sub LinearCombo := ⟨sub⟩
instance : Neg LinearCombo := ⟨neg⟩
instance : HMul Int LinearCombo LinearCombo := ⟨fun i lc => lc.smul i⟩

theorem add_eval (l₁ l₂ : LinearCombo) (v : Coeffs) : (l₁ + l₂).eval v = l₁.eval v + l₂.eval v := by
  show l₁.const + l₂.const + IntList.dot (IntList.add _ _) v = l₁.const + _ + (l₂.const + _)
  rw [IntList.Lemmasmith.dot_add_left]; ac_rfl
theorem neg_eval (lc : LinearCombo) (v : Coeffs) : (-lc).eval v = -lc.eval v := by
  show -lc.const + IntList.dot (IntList.neg _) v = -(lc.const + _)
  rw [IntList.Lemmasmith.dot_neg_left, Int.neg_add]
theorem sub_eval (l₁ l₂ : LinearCombo) (v : Coeffs) : (l₁ - l₂).eval v = l₁.eval v - l₂.eval v := by
  rw [show l₁ - l₂ = l₁ + -l₂ from congrArg (mk (l₁.const - l₂.const)) (IntList.Lemmasmith.sub_eq_add_neg l₁.coeffs l₂.coeffs),
    add_eval, neg_eval, Int.sub_eq_add_neg]
theorem smul_eval (lc : LinearCombo) (i : Int) (v : Coeffs) : (i * lc).eval v = i * lc.eval v := by
  show i * lc.const + IntList.dot (IntList.smul _ i) v = i * (lc.const + _)
  rw [IntList.Lemmasmith.dot_smul_left, Int.mul_add]

/-- The product, if one of the two is constant. -/
def mul (l₁ l₂ : LinearCombo) : LinearCombo :=
  l₂.const * l₁ + l₁.const * l₂ - { const := l₁.const * l₂.const }

theorem mul_eval (l₁ l₂ : LinearCombo) (v : Coeffs) (w : l₁.coeffs.isZero ∨ l₂.coeffs.isZero) :
    (mul l₁ l₂).eval v = l₁.eval v * l₂.eval v := by
  have constant : ∀ c : Int, eval { const := c } v = c := Int.add_zero
  rw [mul, sub_eval, add_eval, smul_eval, smul_eval, constant]
  rcases w with w | w
  · have e : l₁.eval v = l₁.const := by rw [eval, Coeffs.dot, IntList.Lemmasmith.dot_of_left_zero w, Int.add_zero]
    rw [e, Int.mul_comm, Int.add_comm, Int.add_sub_cancel]
  · have e : l₂.eval v = l₂.const := by rw [eval, Coeffs.dot, IntList.Lemmasmith.dot_of_left_zero w, Int.add_zero]
    rw [e, Int.add_sub_cancel, Int.mul_comm]

end LinearCombo
end Lean.Omega

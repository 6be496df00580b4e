prelude
import Init.Int.DivMod
import Init.Nat.Gcd
import Init.List.Lemmas
/-!
# Lists of coefficients

`omega` keeps the coefficients of its atoms as a list, read as a function that is zero from the
end of the list on.  The native algorithm computes with such lists; the proofs that it writes are
checked with the functions of this file, so these must give the same values.
-/

namespace Lean.Omega

abbrev IntList := List Int

namespace IntList

/-! ## Entries -/

def get : IntList → Nat → Int
  | [], _ => 0
  | x :: _, 0 => x
  | _ :: xs, i + 1 => get xs i

def set : IntList → Nat → Int → IntList
  | [], 0, y => [y]
  | [], i + 1, y => 0 :: set [] i y
  | _ :: xs, 0, y => y :: xs
  | x :: xs, i + 1, y => x :: set xs i y

def leading : IntList → Int
  | [] => 0
  | x :: xs => if x = 0 then leading xs else x

theorem get_nil {i : Nat} : get [] i = 0 := rfl
theorem Lemmasmith.get_of_length_le : ∀ {xs : IntList} {i : Nat}, xs.length ≤ i → xs.get i = 0
  | [], _, _ => rfl
  | _ :: xs, i + 1, h => Lemmasmith.get_of_length_le (xs := xs) (i := i) (Nat.add_one_le_add_one_iff.1 h)

/-! ## Operations -/

def neg (xs : IntList) : IntList := xs.map fun x => -x
def smul (xs : IntList) (i : Int) : IntList := xs.map fun x => i * x
def sdiv (xs : IntList) (g : Int) : IntList := xs.map fun x => x / g
def bmod (xs : IntList) (m : Nat) : IntList := xs.map fun x => Int.bmod x m

def add : IntList → IntList → IntList
  | [], ys => ys
  | xs, [] => xs
  | x :: xs, y :: ys => (x + y) :: add xs ys

def sub : IntList → IntList → IntList
  | [], ys => neg ys
  | xs, [] => xs
  | x :: xs, y :: ys => (x - y) :: sub xs ys

def combo (a : Int) : IntList → Int → IntList → IntList
  | [], b, ys => smul ys b
  | xs, _, [] => smul xs a
  | x :: xs, b, y :: ys => (a * x + b * y) :: combo a xs b ys

def dot : IntList → IntList → Int
  | [], _ => 0
  | _, [] => 0
  | x :: xs, y :: ys => x * y + dot xs ys

def gcd : IntList → Nat
  | [] => 0
  | x :: xs => Nat.gcd x.natAbs (gcd xs)

/-! ## The product with a list of values -/

@[simp] theorem Lemmasmith.dot_nil_right {xs : IntList} : dot xs [] = 0 := by cases xs <;> rfl
@[simp] theorem Lemmasmith.dot_nil_left {ys : IntList} : dot [] ys = 0 := rfl
@[simp] theorem Lemmasmith.dot_cons_cons (x y : Int) (xs ys : IntList) : dot (x :: xs) (y :: ys) = x * y + dot xs ys := rfl

theorem Lemmasmith.dot_neg_left : ∀ xs ys : IntList, dot (neg xs) ys = -dot xs ys
  | [], _ => rfl
  | _ :: _, [] => rfl
  | x :: xs, y :: ys => by
    show -x * y + dot (neg xs) ys = _
    rw [Lemmasmith.dot_neg_left xs ys, Lemmasmith.dot_cons_cons, Int.neg_add, Int.neg_mul]

theorem Lemmasmith.dot_smul_left : ∀ (xs ys : IntList) (i : Int), dot (smul xs i) ys = i * dot xs ys
  | [], _, i => (Int.mul_zero i).symm
  | _ :: _, [], i => (Int.mul_zero i).symm
  | x :: xs, y :: ys, i => by
    show i * x * y + dot (smul xs i) ys = _
    rw [Lemmasmith.dot_smul_left xs ys i, Lemmasmith.dot_cons_cons, Int.mul_add, Int.mul_assoc]

theorem Lemmasmith.dot_add_left : ∀ xs ys zs : IntList, dot (add xs ys) zs = dot xs zs + dot ys zs
  | [], ys, zs => (Int.zero_add _).symm
  | x :: xs, [], zs => (Int.add_zero _).symm
  | x :: xs, y :: ys, [] => rfl
  | x :: xs, y :: ys, z :: zs => by
    show (x + y) * z + dot (add xs ys) zs = _
    rw [Lemmasmith.dot_add_left xs ys zs, Lemmasmith.dot_cons_cons, Lemmasmith.dot_cons_cons, Int.add_mul]; ac_rfl

theorem Lemmasmith.sub_eq_add_neg : ∀ xs ys : IntList, sub xs ys = add xs (neg ys)
  | [], _ => rfl
  | _ :: _, [] => rfl
  | x :: xs, y :: ys => congrArg ((x - y) :: ·) (Lemmasmith.sub_eq_add_neg xs ys)

theorem Lemmasmith.combo_eq_smul_add_smul (a : Int) : ∀ (xs : IntList) (b : Int) (ys : IntList),
    combo a xs b ys = add (smul xs a) (smul ys b)
  | [], _, _ => rfl
  | _ :: _, _, [] => rfl
  | x :: xs, b, y :: ys => congrArg ((a * x + b * y) :: ·) (Lemmasmith.combo_eq_smul_add_smul a xs b ys)

theorem Lemmasmith.dot_set_left : ∀ (xs ys : IntList) (i : Nat) (z : Int),
    dot (set xs i z) ys = dot xs ys + (z - get xs i) * get ys i
  | [], [], 0, z => (by rw [get_nil, Int.mul_zero]; rfl)
  | [], [], i + 1, z => (by rw [get_nil, Int.mul_zero]; rfl)
  | [], y :: ys, 0, z => by
    show z * y + 0 = 0 + (z - 0) * y
    rw [Int.sub_zero, Int.add_comm]
  | [], y :: ys, i + 1, z => by
    show 0 * y + dot (set [] i z) ys = _
    rw [Lemmasmith.dot_set_left [] ys i z, Int.zero_mul, Int.zero_add]; rfl
  | x :: xs, [], i, z => by rw [Lemmasmith.dot_nil_right, Lemmasmith.dot_nil_right, get_nil, Int.mul_zero]; rfl
  | x :: xs, y :: ys, 0, z => by
    show z * y + dot xs ys = x * y + dot xs ys + (z - x) * y
    rw [Int.sub_mul, Int.add_right_comm, Int.add_comm (x * y), Int.sub_add_cancel]
  | x :: xs, y :: ys, i + 1, z => by
    show x * y + dot (set xs i z) ys = _
    rw [Lemmasmith.dot_set_left xs ys i z, ← Int.add_assoc]; rfl

theorem Lemmasmith.dot_of_left_zero : ∀ {xs ys : IntList}, (∀ x, x ∈ xs → x = 0) → dot xs ys = 0
  | [], _, _ => rfl
  | _ :: _, [], _ => rfl
  | x :: xs, y :: ys, h => by
    rw [Lemmasmith.dot_cons_cons, h x (List.mem_cons_self ..), Lemmasmith.dot_of_left_zero fun z m => h z (List.mem_cons_of_mem x m),
      Int.zero_mul, Int.add_zero]

/-! ## Common divisors -/

theorem Lemmasmith.gcd_eq_zero : ∀ {xs : IntList}, gcd xs = 0 → ∀ x, x ∈ xs → x = 0
  | y :: ys, h, x, m => by
    have p := Nat.gcd_dvd y.natAbs (gcd ys)
    rw [show Nat.gcd y.natAbs (gcd ys) = 0 from h] at p
    rcases List.mem_cons.1 m with e | m
    · rw [e]; exact Int.natAbs_eq_zero.1 (Nat.eq_zero_of_zero_dvd p.1)
    · exact Lemmasmith.gcd_eq_zero (Nat.eq_zero_of_zero_dvd p.2) x m

theorem Lemmasmith.dvd_dot {d : Int} : ∀ {xs ys : IntList}, (d ∣ (gcd xs : Int)) → d ∣ dot xs ys ∧ dot (sdiv xs d) ys = dot xs ys / d
  | [], _, _ => ⟨Int.dvd_zero d, (Int.zero_ediv d).symm⟩
  | _ :: _, [], _ => ⟨Int.dvd_zero d, (Int.zero_ediv d).symm⟩
  | x :: xs, y :: ys, h => by
    have hx : d ∣ x := Int.dvd_trans h (Int.ofNat_dvd_left.2 (Nat.gcd_dvd_left _ _))
    have ht := Lemmasmith.dvd_dot (xs := xs) (ys := ys) (Int.dvd_trans h (Int.ofNat_dvd.2 (Nat.gcd_dvd_right _ _)))
    refine ⟨Int.dvd_add (Int.dvd_mul_of_dvd_left hx) ht.1, ?_⟩
    show x / d * y + dot (sdiv xs d) ys = _
    rw [ht.2, Lemmasmith.dot_cons_cons, Int.add_ediv_of_dvd_right ht.1, Int.mul_ediv_assoc' y hx]

/-! ## Remainders around zero -/

theorem bmod_length (x : IntList) (m : Nat) : (bmod x m).length ≤ x.length := Nat.le_of_eq (List.length_map ..)

private theorem dvd_bmod_sub (x : Int) (m : Nat) : (m : Int) ∣ Int.bmod x m - x :=
  Int.dvd_of_emod_eq_zero (by rw [Int.sub_emod, Int.bmod_emod, Int.sub_self, Int.zero_emod])

private theorem dvd_dot_bmod_sub (m : Nat) : ∀ xs ys : IntList, (m : Int) ∣ dot (bmod xs m) ys - dot xs ys
  | [], _ => Int.dvd_zero m
  | _ :: _, [] => Int.dvd_zero m
  | x :: xs, y :: ys => by
    have h := Int.dvd_add (Int.dvd_mul_of_dvd_left (c := y) (dvd_bmod_sub x m)) (dvd_dot_bmod_sub m xs ys)
    refine (?_ : _ = dot (bmod (x :: xs) m) (y :: ys) - dot (x :: xs) (y :: ys)) ▸ h
    show _ = Int.bmod x m * y + dot (bmod xs m) ys - (x * y + dot xs ys)
    rw [Int.sub_mul, Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.neg_add]; ac_rfl

abbrev bmod_dot_sub_dot_bmod (m : Nat) (a b : IntList) : Int := Int.bmod (dot a b) m - dot (bmod a m) b

theorem dvd_bmod_dot_sub_dot_bmod (m : Nat) (xs ys : IntList) : (m : Int) ∣ bmod_dot_sub_dot_bmod m xs ys := by
  have h := Int.dvd_sub (dvd_bmod_sub (dot xs ys) m) (dvd_dot_bmod_sub m xs ys)
  refine (?_ : _ = bmod_dot_sub_dot_bmod m xs ys) ▸ h
  rw [Int.sub_eq_add_neg, Int.neg_sub, Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.add_assoc, Int.neg_add_cancel_left,
    ← Int.sub_eq_add_neg]

end IntList

/-! ## The interface -/

abbrev Coeffs := IntList

namespace Coeffs

abbrev toList (xs : Coeffs) : List Int := xs
abbrev ofList (xs : List Int) : Coeffs := xs
abbrev isZero (xs : Coeffs) : Prop := ∀ x, x ∈ xs → x = 0
abbrev set (xs : Coeffs) (i : Nat) (y : Int) : Coeffs := IntList.set xs i y
abbrev get (xs : Coeffs) (i : Nat) : Int := IntList.get xs i
abbrev gcd (xs : Coeffs) : Nat := IntList.gcd xs
abbrev smul (xs : Coeffs) (g : Int) : Coeffs := IntList.smul xs g
abbrev sdiv (xs : Coeffs) (g : Int) : Coeffs := IntList.sdiv xs g
abbrev dot (xs ys : Coeffs) : Int := IntList.dot xs ys
abbrev add (xs ys : Coeffs) : Coeffs := IntList.add xs ys
abbrev sub (xs ys : Coeffs) : Coeffs := IntList.sub xs ys
abbrev neg (xs : Coeffs) : Coeffs := IntList.neg xs
abbrev combo (a : Int) (xs : Coeffs) (b : Int) (ys : Coeffs) : Coeffs := IntList.combo a xs b ys
abbrev length (xs : Coeffs) := List.length xs
abbrev leading (xs : Coeffs) : Int := IntList.leading xs
abbrev bmod (x : Coeffs) (m : Nat) : Coeffs := IntList.bmod x m
abbrev bmod_dot_sub_dot_bmod (m : Nat) (a b : Coeffs) : Int := IntList.bmod_dot_sub_dot_bmod m a b

end Coeffs
end Lean.Omega

prelude
import Init.Int.DivMod
import Init.Int.Pow
import Init.Nat.Bitwise
import Init.Nat.Div
/-!
# Integers, natural numbers and pairs as `omega` reads them

Each line is a step from a fact or a term to one that `omega` knows how to treat.
-/

theorem Nat.emod_pos_of_not_dvd {a b : Nat} (h : ¬a ∣ b) : 0 < b % a :=
  Nat.pos_of_ne_zero fun e => h (Nat.dvd_of_mod_eq_zero e)

namespace Lean.Omega

private theorem shiftRight_eq (a : Nat) : ∀ n : Nat, a >>> n = a / 2 ^ n
  | 0 => (Nat.div_one a).symm
  | n + 1 => by
    have div_div : ∀ {b c : Nat}, 0 < b → 0 < c → a / b / c = a / (b * c) := fun {b c} hb hc => by
      have h : ∀ x, x ≤ a / b / c ↔ x ≤ a / (b * c) := fun x => by
        rw [Nat.le_div_iff_mul_le hc, Nat.le_div_iff_mul_le hb, Nat.le_div_iff_mul_le (Nat.mul_pos hb hc), Nat.mul_assoc,
          Nat.mul_comm c]
      exact Nat.le_antisymm ((h _).1 (Nat.le_refl _)) ((h _).2 (Nat.le_refl _))
    exact (congrArg (· / 2) (shiftRight_eq a n)).trans (div_div (Nat.pow_pos Nat.two_pos) Nat.two_pos)

namespace Int

theorem ofNat_pow (a b : Nat) : ((a ^ b : Nat) : Int) = (a : Int) ^ b := rfl
theorem pos_pow_of_pos (a : Int) (b : Nat) (h : 0 < a) : 0 < a ^ b := Int.pow_pos h
theorem ofNat_pos {a : Nat} : 0 < (a : Int) ↔ 0 < a := Int.ofNat_lt
theorem ofNat_pos_of_pos {a : Nat} (h : 0 < a) : 0 < (a : Int) := Int.ofNat_lt.2 h
theorem natCast_ofNat {x : Nat} : @Nat.cast Int instNatCastInt (OfNat.ofNat x) = OfNat.ofNat x := rfl
theorem ofNat_lt_of_lt {x y : Nat} (h : x < y) : (x : Int) < (y : Int) := Int.ofNat_lt.2 h
theorem ofNat_le_of_le {x y : Nat} (h : x ≤ y) : (x : Int) ≤ (y : Int) := Int.ofNat_le.2 h
theorem ofNat_shiftLeft_eq {x y : Nat} : ((x <<< y : Nat) : Int) = (x : Int) * (2 ^ y : Nat) :=
  congrArg Nat.cast (Nat.shiftLeft_eq x y)
theorem ofNat_shiftRight_eq_div_pow {x y : Nat} : ((x >>> y : Nat) : Int) = (x : Int) / (2 ^ y : Nat) :=
  congrArg Nat.cast (shiftRight_eq x y)
theorem emod_ofNat_nonneg {x : Nat} {y : Int} : 0 ≤ (x : Int) % y := Int.natCast_nonneg _

theorem lt_of_not_le {x y : Int} (h : ¬x ≤ y) : y < x := Int.not_le.1 h
theorem le_of_not_lt {x y : Int} (h : ¬x < y) : y ≤ x := Int.not_lt.1 h
theorem lt_of_gt {x y : Int} (h : x > y) : y < x := h
theorem le_of_ge {x y : Int} (h : x ≥ y) : y ≤ x := h

theorem add_congr {a b c d : Int} (h₁ : a = b) (h₂ : c = d) : a + c = b + d := by rw [h₁, h₂]
theorem mul_congr {a b c d : Int} (h₁ : a = b) (h₂ : c = d) : a * c = b * d := by rw [h₁, h₂]
theorem sub_congr {a b c d : Int} (h₁ : a = b) (h₂ : c = d) : a - c = b - d := by rw [h₁, h₂]
theorem neg_congr {a b : Int} (h₁ : a = b) : -a = -b := by rw [h₁]

theorem ofNat_mul_nonneg {a b : Nat} : 0 ≤ (a : Int) * b := Int.natCast_nonneg (a * b)
private theorem ofNat_sub_eq_zero {b a : Nat} (h : ¬b ≤ a) : ((a - b : Nat) : Int) = 0 :=
  congrArg Nat.cast (Nat.sub_eq_zero_of_le (Nat.le_of_lt (Nat.not_le.1 h)))
theorem ofNat_sub_dichotomy {a b : Nat} :
    b ≤ a ∧ ((a - b : Nat) : Int) = a - b ∨ a < b ∧ ((a - b : Nat) : Int) = 0 :=
  (Nat.lt_or_ge a b).symm.imp (fun h => ⟨h, Int.ofNat_sub h⟩) fun h => ⟨h, ofNat_sub_eq_zero (Nat.not_le.2 h)⟩
theorem ofNat_congr {a b : Nat} (h : a = b) : (a : Int) = (b : Int) := congrArg _ h
theorem ofNat_sub_sub {a b c : Nat} : ((a - b - c : Nat) : Int) = ((a - (b + c) : Nat) : Int) :=
  congrArg _ (Nat.sub_sub _ _ _)
theorem ofNat_min (a b : Nat) : ((min a b : Nat) : Int) = min (a : Int) (b : Int) :=
  (Nat.le_total a b).elim
    (fun h => by rw [Nat.min_eq_left h, Int.min_eq_left (Int.ofNat_le.2 h)])
    fun h => by rw [Nat.min_eq_right h, Int.min_eq_right (Int.ofNat_le.2 h)]
theorem ofNat_max (a b : Nat) : ((max a b : Nat) : Int) = max (a : Int) (b : Int) :=
  (Nat.le_total a b).elim
    (fun h => by rw [Nat.max_eq_right h, Int.max_eq_right (Int.ofNat_le.2 h)])
    fun h => by rw [Nat.max_eq_left h, Int.max_eq_left (Int.ofNat_le.2 h)]
theorem ofNat_natAbs (a : Int) : (a.natAbs : Int) = if 0 ≤ a then a else -a := by
  split
  · next h => exact Int.natAbs_of_nonneg h
  · next h => exact Int.ofNat_natAbs_of_nonpos (Int.le_of_not_le h)
theorem neg_le_natAbs {a : Int} : -a ≤ a.natAbs := Int.natAbs_neg a ▸ Int.le_natAbs (a := -a)

theorem ofNat_fst_mk {β} {x : Nat} {y : β} : (Prod.mk x y).fst = (x : Int) := rfl
theorem ofNat_snd_mk {α} {x : α} {y : Nat} : (Prod.mk x y).snd = (y : Int) := rfl

end Int

namespace Nat
theorem lt_of_gt {x y : Nat} (h : x > y) : y < x := h
theorem le_of_ge {x y : Nat} (h : x ≥ y) : y ≤ x := h
end Nat

namespace Prod
theorem fst_mk {α : Type u} {x : α} {β : Type v} {y : β} : (Prod.mk x y).fst = x := rfl
theorem snd_mk {α : Type u} {x : α} {β : Type v} {y : β} : (Prod.mk x y).snd = y := rfl
end Prod

end Lean.Omega

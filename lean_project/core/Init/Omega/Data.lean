prelude
import Init.Omega.Int
import Init.Fin
import Init.WF
/-!
# Numbers below a bound and pairs in lexicographic order, as `omega` reads them
-/

namespace Fin
variable {n : Nat} {a b : Fin n}

theorem val_congr (h : a = b) : (a : Nat) = (b : Nat) := h ▸ rfl
theorem val_le_of_le (h : a ≤ b) : (a : Nat) ≤ (b : Nat) := h
theorem val_le_of_ge (h : a ≥ b) : (b : Nat) ≤ (a : Nat) := h
theorem val_add_one_le_of_lt (h : a < b) : (a : Nat) + 1 ≤ (b : Nat) := h
theorem val_add_one_le_of_gt (h : a > b) : (b : Nat) + 1 ≤ (a : Nat) := h

end Fin

namespace Lean.Omega

namespace Fin
variable {n : Nat} {i j : Fin n}

theorem ne_iff_lt_or_gt : i ≠ j ↔ i < j ∨ i > j :=
  (not_congr Fin.val_inj.symm).trans Nat.ne_iff_lt_or_gt
protected theorem lt_or_gt_of_ne (h : i ≠ j) : i < j ∨ i > j := ne_iff_lt_or_gt.1 h
theorem not_le : ¬i ≤ j ↔ j < i := Nat.not_le
theorem not_lt : ¬i < j ↔ j ≤ i := Nat.not_lt
protected theorem lt_of_not_le (h : ¬i ≤ j) : j < i := not_le.1 h
protected theorem le_of_not_lt (h : ¬i < j) : j ≤ i := not_lt.1 h

theorem ofNat_val_add {x y : Fin n} : (((x + y : Fin n)) : Int) = ((x : Int) + (y : Int)) % n := rfl
theorem ofNat_val_sub {x y : Fin n} : (((x - y : Fin n)) : Int) = (((n - y : Nat) + (x : Int) : Int)) % n := rfl
theorem ofNat_val_mul {x y : Fin n} : (((x * y : Fin n)) : Int) = ((x : Int) * (y : Int)) % n := rfl
theorem ofNat_val_natCast {n x y : Nat} (h : y = x % (n + 1)) :
    @Nat.cast Int instNatCastInt (@Fin.val (n + 1) (OfNat.ofNat x)) = OfNat.ofNat y := by rw [h]; rfl

end Fin

namespace Prod

theorem of_lex {α : Type u} {r : α → α → Prop} {β : Type v} {s : β → β → Prop} {p q : α × β} (w : Prod.Lex r s p q) :
    r p.fst q.fst ∨ p.fst = q.fst ∧ s p.snd q.snd := Prod.lex_def.1 w
theorem of_not_lex {α} {r : α → α → Prop} [DecidableEq α] {β} {s : β → β → Prop} {p q : α × β}
    (w : ¬Prod.Lex r s p q) : ¬r p.fst q.fst ∧ (p.fst ≠ q.fst ∨ ¬s p.snd q.snd) := by
  rw [Prod.lex_def, not_or] at w
  exact ⟨w.1, if h : p.fst = q.fst then .inr fun k => w.2 ⟨h, k⟩ else .inl h⟩

end Prod

end Lean.Omega

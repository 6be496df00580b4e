prelude
import Init.Nat.Lemmas
/-!
# Decision procedures for quantifiers over small ranges

Quantifiers bounded by a number, over the Booleans, and over `Fin n`; divisibility is in
`Init.Nat.Div`.
-/

namespace Nat

private theorem forall_lt_succ {n : Nat} {P : ∀ k, k < n + 1 → Prop} :
    (∀ k h, P k h) ↔ (∀ k h, P k (Nat.lt_trans h (Nat.lt_add_one n))) ∧ P n (Nat.lt_add_one n) :=
  ⟨fun f => ⟨fun k _ => f k _, f n _⟩, fun ⟨f, g⟩ k h =>
    (Nat.eq_or_lt_of_le (le_of_lt_succ h)).elim (fun e => by subst e; exact g) fun l => f k l⟩

instance decidableBallLT : ∀ (n : Nat) (P : ∀ k, k < n → Prop) [∀ n h, Decidable (P n h)], Decidable (∀ n h, P n h)
  | 0, _, _ => isTrue fun _ h => absurd h (Nat.not_lt_zero _)
  | n + 1, P, _ =>
    have := decidableBallLT n fun k h => P k (Nat.lt_trans h (Nat.lt_add_one n))
    decidable_of_iff _ forall_lt_succ.symm

instance decidableForallFin {n : Nat} (P : Fin n → Prop) [DecidablePred P] : Decidable (∀ i, P i) :=
  decidable_of_iff (∀ k h, P ⟨k, h⟩) ⟨fun f i => f i.1 i.2, fun f k h => f ⟨k, h⟩⟩

instance decidableBallLE (n : Nat) (P : ∀ k, k ≤ n → Prop) [∀ n h, Decidable (P n h)] : Decidable (∀ n h, P n h) :=
  decidable_of_iff (∀ k (h : k < n + 1), P k (le_of_lt_succ h))
    ⟨fun f k h => f k (lt_succ_of_le h), fun f k _ => f k _⟩

private theorem exists_lt_succ {p : Nat → Prop} {n : Nat} : (∃ m, m < n + 1 ∧ p m) ↔ (∃ m, m < n ∧ p m) ∨ p n :=
  ⟨fun ⟨m, h, k⟩ => (Nat.eq_or_lt_of_le (le_of_lt_succ h)).elim (fun e => .inr (e ▸ k)) fun l => .inl ⟨m, l, k⟩,
    fun h => h.elim (fun ⟨m, h, k⟩ => ⟨m, Nat.lt_trans h (Nat.lt_add_one n), k⟩) fun k => ⟨n, Nat.lt_add_one n, k⟩⟩

instance decidableExistsLT {p : Nat → Prop} [h : DecidablePred p] : DecidablePred fun n => ∃ m, m < n ∧ p m
  | 0 => isFalse fun ⟨_, h, _⟩ => Nat.not_lt_zero _ h
  | n + 1 =>
    have : Decidable (∃ m, m < n ∧ p m) := decidableExistsLT n
    decidable_of_iff _ exists_lt_succ.symm

instance decidableExistsLE {p : Nat → Prop} [DecidablePred p] : DecidablePred fun n => ∃ m, m ≤ n ∧ p m := fun n =>
  decidable_of_iff (∃ m, m < n + 1 ∧ p m) (exists_congr fun _ => and_congr_left fun _ => lt_succ)

end Nat

instance Bool.instDecidableForallOfDecidablePred (p : Bool → Prop) [inst : DecidablePred p] : Decidable (∀ x, p x) :=
  decidable_of_iff (p true ∧ p false) ⟨fun ⟨t, f⟩ b => by cases b <;> assumption, fun h => ⟨h _, h _⟩⟩

instance Bool.instDecidableExistsOfDecidablePred (p : Bool → Prop) [inst : DecidablePred p] : Decidable (∃ x, p x) :=
  decidable_of_iff (p true ∨ p false)
    ⟨fun h => h.elim (⟨true, ·⟩) (⟨false, ·⟩), fun ⟨b, h⟩ => by cases b; exact .inr h; exact .inl h⟩

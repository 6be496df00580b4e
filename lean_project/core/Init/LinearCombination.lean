prelude
import Init.Ring
/-!
# The tactic `linear_combination`

`linear_combination` is Mathlib's; Lean's own core has no tactic of that name.
`linear_combination e` proves an equality of naturals or integers: `e` is made with `+`, `-`, `*`
from proofs of equalities and from numbers, and stands for the equality that comes out if the
operations are applied to both sides; `ring` does the rest.
-/

namespace Lemmasmith.LinearCombination

/-- `x`, a proof of an equality or a number, stands for `lhs = rhs`. -/
class Equation {α : Sort u} (x : α) (lhs rhs : outParam Int) : Prop where
  eq : lhs = rhs

instance {a b : Int} (h : a = b) : Equation h a b := ⟨h⟩
instance {a b : Nat} (h : a = b) : Equation h (a : Int) (b : Int) := ⟨congrArg Nat.cast h⟩
instance (c : Int) : Equation c c c := ⟨rfl⟩
instance (c : Nat) : Equation c (c : Int) (c : Int) := ⟨rfl⟩

variable {a b c d l r : Int}

theorem leaf {α : Sort u} (x : α) [h : Equation x l r] : l = r := h.eq
theorem number (n : Int) : n = n := rfl
theorem add (h : a = b) (k : c = d) : a + c = b + d := h ▸ k ▸ rfl
theorem sub (h : a = b) (k : c = d) : a - c = b - d := h ▸ k ▸ rfl
theorem mul (h : a = b) (k : c = d) : a * c = b * d := h ▸ k ▸ rfl
theorem neg (h : a = b) : -a = -b := h ▸ rfl

theorem int_eq (h : l = r) (k : a - b - (l - r) = 0) : a = b := by
  rw [h, Int.sub_self, Int.sub_zero] at k; exact Int.eq_of_sub_eq_zero k
theorem nat_eq {a b : Nat} (h : l = r) (k : (a : Int) - (b : Int) - (l - r) = 0) : a = b :=
  Int.ofNat_inj.mp (int_eq h k)

end Lemmasmith.LinearCombination

syntax (name := Lemmasmith.combination) "combination% " term:max : term
macro_rules (kind := Lemmasmith.combination)
  | `(combination% ($e)) => `(combination% $e)
  | `(combination% $n:num) => `(Lemmasmith.LinearCombination.number $n)
  | `(combination% $e) => `(Lemmasmith.LinearCombination.leaf $e)
macro_rules (kind := Lemmasmith.combination)
  | `(combination% ($e₁ + $e₂)) => `(Lemmasmith.LinearCombination.add (combination% ($e₁)) (combination% ($e₂)))
  | `(combination% ($e₁ - $e₂)) => `(Lemmasmith.LinearCombination.sub (combination% ($e₁)) (combination% ($e₂)))
  | `(combination% ($e₁ * $e₂)) => `(Lemmasmith.LinearCombination.mul (combination% ($e₁)) (combination% ($e₂)))
  | `(combination% (-$e)) => `(Lemmasmith.LinearCombination.neg (combination% ($e)))

syntax (name := Lemmasmith.linearCombination) "linear_combination " term : tactic
macro_rules (kind := Lemmasmith.linearCombination)
  | `(tactic| linear_combination $e) => `(tactic|
      (first
        | refine Lemmasmith.LinearCombination.int_eq (combination% ($e)) ?_
        | refine Lemmasmith.LinearCombination.nat_eq (combination% ($e)) ?_
       ring))

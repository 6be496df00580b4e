prelude
import Init.Nat.Pow
import Init.Nat.Simproc
/-!
# Evaluation of remainders

Lean's own core has `Nat.powMod`, but no tactic that turns `b ^ e % m` into it.  Here is one:
`norm_mod` closes a goal about numerals in which sums, products and powers stand under `%`, by
reducing at every step, so that exponents of hundreds of digits can be evaluated.
-/

namespace Lemmasmith.Evaluate

/-- `(a + b) % m`, under a name to which no lemma about `%` applies. -/
def addMod (a b m : Nat) : Nat := (a + b) % m
/-- `a * b % m`, likewise. -/
def mulMod (a b m : Nat) : Nat := a * b % m

theorem add_mod_eq (a b m : Nat) : (a + b) % m = addMod (a % m) (b % m) m := Nat.add_mod a b m
theorem mul_mod_eq (a b m : Nat) : a * b % m = mulMod (a % m) (b % m) m := Nat.mul_mod a b m
theorem pow_mod_eq (b e m : Nat) : b ^ e % m = Nat.powMod b e m := (Nat.powMod_def b e m).symm

end Lemmasmith.Evaluate

syntax (name := Lemmasmith.normMod) "norm_mod" : tactic
macro_rules (kind := Lemmasmith.normMod)
  | `(tactic| norm_mod) => `(tactic|
      first
      | (simp only [Nat.dvd_iff_mod_eq_zero, Lemmasmith.Evaluate.add_mod_eq, Lemmasmith.Evaluate.mul_mod_eq,
          Lemmasmith.Evaluate.pow_mod_eq, -Nat.reducePow] <;> decide +kernel)
      | decide +kernel)

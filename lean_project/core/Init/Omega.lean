prelude
import Init.Omega.Constraint
import Init.Omega.Int
import Init.Omega.Logic
/-!
# What `omega` needs

The tactic is native; it decides linear arithmetic over `Int` and `Nat` and writes proofs in terms
of the theorems of these modules.

* `Coeffs`, `LinearCombo`: terms as combinations of atoms.
* `Constraint`: bounds on combinations, and what follows from them.
* `Int`, `Logic`: from facts and connectives to bounds.
-/

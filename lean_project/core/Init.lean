prelude
import Init.Decide
import Init.Ext
import Init.AC
import Init.Function
import Init.WF
import Init.Nat.Simproc
import Init.Nat.Bitwise
import Init.Nat.Gcd
import Init.Nat.Linear
import Init.Nat.Lcm
import Init.Nat.Equations
import Init.Int.DivModLemmas
import Init.Int.Linear
import Init.Omega
import Init.Omega.Data
import Init.Fin
import Init.List.Lemmas
import Init.List.Theory
import Init.List.Pairwise
import Init.List.Attach
import Init.Option
import Init.GetElem
import Init.Loop
import Init.Format
import Init.Extra
import Init.Evaluate
import Init.LinearCombination
import Init.NormNum
/-!
# The compact core

What a file without a header imports.

* `Prelude`, `Connectives`, `Control`, `Meta`, `Coercion`: the types that native code knows, in
  prefix form.
* `Grammar`, `NativeMacros`: Lean's own syntax, macros and unexpanders, registered by name.
* `Logic`, `Config`, `Classical`, `SimpLemmas`, `Ext`, `Decide`, `AC`: logic, and what tactics use.
* `Nat`, `Int`, `Fin`, `List`, `GetElem`, `Option`, `Char`, `String`, `Utf8`, `Text`, `Format`,
  `Instances`, `Loop`: data.
* `SizeOf`, `WF`: well-founded recursion.
* `Omega`, `Nat.Linear`, `Int.Linear`: linear arithmetic, what `omega` and `simp +arith` prove with.
* `Evaluate`, `NormNum`, `Ring`: tactics that Lean's own core does not have, for large remainders,
  ground arithmetic, and identities of commutative rings.
* `Extra`: syntax that Lean's own core does not have.
-/

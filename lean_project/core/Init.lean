prelude
import Init.Nat.Simproc
import Init.Nat.Bitwise
import Init.Nat.Gcd
import Init.Decide
import Init.Option
import Init.List.Lemmas
import Init.Ext
import Init.AC
import Init.Extra
/-!
# The compact core

What a file without a header imports.
-/

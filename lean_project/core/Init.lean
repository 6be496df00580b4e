prelude
import Init.Nat.Basic
/-!
# The compact core

What a file without a header imports.
-/

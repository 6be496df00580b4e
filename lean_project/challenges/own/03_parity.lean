-- Even and odd numbers, as inductive predicates of this file.
namespace Parity

inductive Even : Nat → Prop where
  | zero : Even 0
  | step {n : Nat} (h : Even n) : Even (n + 2)

theorem even_add {m n : Nat} (hm : Even m) (hn : Even n) : Even (m + n) := by
  sorry

theorem even_double (n : Nat) : Even (n + n) := by
  sorry

end Parity

prelude
import Init.Ext
import Init.Format
import Init.Int.Basic
/-!
# Syntax that Lean's own core does not have

`ℕ`, `ℤ`, `use` and `by_contra` are Mathlib's.  They stand here so that statements and scripts in
that style can be read; on a full toolchain they come from Mathlib.  They are simpler than
Mathlib's: `use` gives one term for each existential and closes what is left if that is an
equality by reflexivity, an assumption, `True`, or a conjunction of these; `by_contra h` assumes
the negation of the goal as it stands (for a goal `¬p`, it assumes `p`).
-/

syntax (name := Lemmasmith.natSymbol) "ℕ" : term
macro_rules (kind := Lemmasmith.natSymbol) | `(ℕ) => `(Nat)

syntax (name := Lemmasmith.intSymbol) "ℤ" : term
macro_rules (kind := Lemmasmith.intSymbol) | `(ℤ) => `(Int)

syntax (name := Lemmasmith.useDischarger) "use_discharger" : tactic
macro_rules (kind := Lemmasmith.useDischarger)
  | `(tactic| use_discharger) => `(tactic|
      first
      | rfl
      | assumption
      | exact True.intro
      | (apply And.intro <;> use_discharger))

syntax (name := Lemmasmith.use) "use " sepBy1(term, ", ") : tactic
macro_rules (kind := Lemmasmith.use)
  | `(tactic| use $es,*) => `(tactic|
      first
      | (refine ⟨$es,*, ?_⟩; try (with_reducible use_discharger))
      | exact ⟨$es,*⟩)

syntax (name := Lemmasmith.byContra) "by_contra" optional(ppSpace colGt ident) : tactic
macro_rules (kind := Lemmasmith.byContra)
  | `(tactic| by_contra $h:ident) => `(tactic|
      first
      | (guard_target =~ Not _; intro $h:ident)
      | refine Classical.byContradiction fun $h => ?_)
  | `(tactic| by_contra) => `(tactic|
      first
      | (guard_target =~ Not _; intro)
      | refine Classical.byContradiction fun _ => ?_)

/-!
Three small theories in which one lemma, hard enough to find but not to use, stands behind many statements: the known
positive for measurements of memory. Their own equations are known to `simp`.
-/

/-- A chain of links. -/
inductive Chain (α : Type) where
  | bare
  | link (a : α) (c : Chain α)

namespace Chain

variable {α : Type}

/-- A new last link. -/
def hang (c : Chain α) (a : α) : Chain α :=
  match c with
  | bare => link a bare
  | link b c => link b (hang c a)

@[simp] theorem hang_bare (a : α) : hang bare a = link a bare := rfl
@[simp] theorem hang_link (a b : α) (c : Chain α) : hang (link b c) a = link b (hang c a) := rfl

/-- The links in the opposite order. -/
def turn : Chain α → Chain α
  | bare => bare
  | link a c => hang (turn c) a

@[simp] theorem turn_bare : turn (bare : Chain α) = bare := rfl
@[simp] theorem turn_link (a : α) (c : Chain α) : turn (link a c) = hang (turn c) a := rfl

end Chain

/-- Strokes on a tally. -/
inductive Tally where
  | none
  | stroke (t : Tally)

namespace Tally

/-- The strokes of both. -/
def join : Tally → Tally → Tally
  | s, none => s
  | s, stroke t => stroke (join s t)

@[simp] theorem join_none (s : Tally) : join s none = s := rfl
@[simp] theorem join_stroke (s t : Tally) : join s (stroke t) = stroke (join s t) := rfl

/-- Each stroke twice. -/
def twice (t : Tally) : Tally := join t t

@[simp] theorem twice_eq (t : Tally) : twice t = join t t := rfl

end Tally

/-- Commands that follow each other, each of which can be undone by one that stands before it. -/
class Undo (G : Type) where
  after : G → G → G
  rest : G
  back : G → G
  after_assoc (a b c : G) : after (after a b) c = after a (after b c)
  rest_after (a : G) : after rest a = a
  back_after (a : G) : after (back a) a = rest

namespace Undo

variable {G : Type} [Undo G]

theorem assoc (a b c : G) : after (after a b) c = after a (after b c) := after_assoc a b c
theorem rest_first (a : G) : after rest a = a := rest_after a
theorem back_first (a : G) : after (back a) a = rest := back_after a

end Undo

prelude
import Init.List.Basic
/-!
# Equality up to associativity and commutativity

`ac_rfl` and `ac_nf` turn both sides into expressions over numbered variables and let the kernel
compare their normal forms: the list of the variables, without neutral elements, sorted if the
operation is commutative, without repetitions if it is idempotent.  A normal form is never empty,
so it is kept as a head and a tail.
-/

universe u

namespace Lean.Data.AC

inductive Expr where
  | var (x : Nat)
  | op (lhs rhs : Expr)

open Std

structure Variable {α : Sort u} (op : α → α → α) : Type u where
  value : α
  neutral : Option (PLift (LawfulIdentity op value))

structure Context (α : Sort u) where
  op : α → α → α
  assoc : Associative op
  comm : Option (PLift (Commutative op))
  idem : Option (PLift (IdempotentOp op))
  vars : List (Variable op)
  arbitrary : α

namespace Context
variable {α : Sort u} (ctx : Context α)

private def nth {β : Type u} (d : β) : List β → Nat → β
  | [], _ => d
  | b :: _, 0 => b
  | _ :: bs, n + 1 => nth d bs n

def var (idx : Nat) : Variable ctx.op := nth ⟨ctx.arbitrary, none⟩ ctx.vars idx

def eval : Expr → α
  | .var x => (ctx.var x).value
  | .op l r => ctx.op (eval l) (eval r)

/-- The value of the word `x :: xs`, bracketed to the right. -/
def evalFrom (x : Nat) : List Nat → α
  | [] => (ctx.var x).value
  | y :: ys => ctx.op (ctx.var x).value (evalFrom y ys)

abbrev evalWord (w : Nat × List Nat) : α := ctx.evalFrom w.1 w.2

def flatten : Expr → Nat × List Nat
  | .var x => (x, [])
  | .op l r => ((flatten l).1, (flatten l).2 ++ (flatten r).1 :: (flatten r).2)

def dropNeutral (x : Nat) : List Nat → Nat × List Nat
  | [] => (x, [])
  | y :: ys =>
    match (ctx.var x).neutral, dropNeutral y ys with
    | some _, w => w
    | none, (z, []) =>
      match (ctx.var z).neutral with
      | some _ => (x, [])
      | none => (x, [z])
    | none, (z, zs) => (x, z :: zs)

def insertWord (a x : Nat) : List Nat → Nat × List Nat
  | [] => if a ≤ x then (a, [x]) else (x, [a])
  | y :: ys => if a ≤ x then (a, x :: y :: ys) else (x, (insertWord a y ys).1 :: (insertWord a y ys).2)

def sortWord (x : Nat) : List Nat → Nat × List Nat
  | [] => (x, [])
  | y :: ys => insertWord x (sortWord y ys).1 (sortWord y ys).2

def dropRepeated (x : Nat) : List Nat → Nat × List Nat
  | [] => (x, [])
  | y :: ys =>
    if x = (dropRepeated y ys).1 then dropRepeated y ys
    else (x, (dropRepeated y ys).1 :: (dropRepeated y ys).2)

def sortIf (w : Nat × List Nat) : Nat × List Nat :=
  match ctx.comm with
  | some _ => sortWord w.1 w.2
  | none => w

def mergeIf (w : Nat × List Nat) : Nat × List Nat :=
  match ctx.idem with
  | some _ => dropRepeated w.1 w.2
  | none => w

theorem evalFrom_append (x y : Nat) (xs ys : List Nat) :
    ctx.evalFrom x (xs ++ y :: ys) = ctx.op (ctx.evalFrom x xs) (ctx.evalFrom y ys) := by
  induction xs generalizing x with
  | nil => rfl
  | cons z zs ih =>
    show ctx.op _ (ctx.evalFrom z (zs ++ y :: ys)) = ctx.op (ctx.op _ _) _
    rw [ih, ctx.assoc.assoc]

theorem evalWord_flatten (e : Expr) : ctx.evalWord (flatten e) = ctx.eval e := by
  induction e with
  | var x => rfl
  | op l r ihl ihr =>
    show ctx.evalFrom _ _ = ctx.op (ctx.eval l) (ctx.eval r)
    rw [← ihl, ← ihr]
    exact ctx.evalFrom_append ..

theorem evalWord_dropNeutral (x : Nat) (xs : List Nat) :
    ctx.evalWord (ctx.dropNeutral x xs) = ctx.evalFrom x xs := by
  induction xs generalizing x with
  | nil => rfl
  | cons y ys ih =>
    show _ = ctx.op (ctx.var x).value (ctx.evalFrom y ys)
    rw [← ih y, dropNeutral]
    cases hx : (ctx.var x).neutral with
    | some h => exact (h.down.left_id _).symm
    | none =>
      cases hw : ctx.dropNeutral y ys with
      | mk z zs =>
        cases zs with
        | nil =>
          show ctx.evalWord (match (ctx.var z).neutral with | some _ => (x, []) | none => (x, [z])) = _
          cases hz : (ctx.var z).neutral with
          | some h => exact (h.down.right_id _).symm
          | none => rfl
        | cons => rfl

theorem evalWord_insert (h : Commutative ctx.op) (a x : Nat) (xs : List Nat) :
    ctx.evalWord (insertWord a x xs) = ctx.op (ctx.var a).value (ctx.evalFrom x xs) := by
  induction xs generalizing x with
  | nil =>
    rw [insertWord]
    split
    · rfl
    · exact h.comm ..
  | cons y ys ih =>
    rw [insertWord]
    split
    · rfl
    · show ctx.op (ctx.var x).value (ctx.evalWord (insertWord a y ys)) = ctx.op _ (ctx.op _ _)
      rw [ih, ← ctx.assoc.assoc, h.comm (ctx.var x).value, ctx.assoc.assoc]

theorem evalWord_sort (h : Commutative ctx.op) (x : Nat) (xs : List Nat) :
    ctx.evalWord (sortWord x xs) = ctx.evalFrom x xs := by
  induction xs generalizing x with
  | nil => rfl
  | cons y ys ih =>
    rw [sortWord, ctx.evalWord_insert h]
    exact congrArg (ctx.op _) (ih y)

theorem evalWord_dropRepeated (h : IdempotentOp ctx.op) (x : Nat) (xs : List Nat) :
    ctx.evalWord (dropRepeated x xs) = ctx.evalFrom x xs := by
  induction xs generalizing x with
  | nil => rfl
  | cons y ys ih =>
    show _ = ctx.op (ctx.var x).value (ctx.evalFrom y ys)
    rw [← ih y, dropRepeated]
    split
    · next e =>
      rw [e]
      cases dropRepeated y ys with
      | mk z zs =>
        cases zs with
        | nil => exact (h.idempotent _).symm
        | cons w ws =>
          show ctx.op _ _ = ctx.op _ (ctx.op _ _)
          rw [← ctx.assoc.assoc, h.idempotent]
    · rfl

def normalize (e : Expr) : Nat × List Nat :=
  ctx.mergeIf (ctx.sortIf (ctx.dropNeutral (flatten e).1 (flatten e).2))

theorem evalWord_normalize (e : Expr) : ctx.evalWord (ctx.normalize e) = ctx.eval e := by
  have sorted : ∀ w, ctx.evalWord (ctx.sortIf w) = ctx.evalWord w := by
    intro w
    unfold sortIf
    split
    · next h _ => exact ctx.evalWord_sort h.down ..
    · rfl
  have merged : ∀ w, ctx.evalWord (ctx.mergeIf w) = ctx.evalWord w := by
    intro w
    unfold mergeIf
    split
    · next h _ => exact ctx.evalWord_dropRepeated h.down ..
    · rfl
  rw [normalize, merged, sorted, ctx.evalWord_dropNeutral]
  exact ctx.evalWord_flatten e

end Context

def norm {α : Sort u} (ctx : Context α) (e : Expr) : List Nat := (ctx.normalize e).1 :: (ctx.normalize e).2

theorem Context.eq_of_norm {α : Sort u} (ctx : Context α) (a b : Expr) (h : norm ctx a == norm ctx b) :
    ctx.eval a = ctx.eval b := by
  have e := List.cons.inj (eq_of_beq h)
  rw [← ctx.evalWord_normalize a, ← ctx.evalWord_normalize b, Context.evalWord, e.1, e.2]

end Lean.Data.AC

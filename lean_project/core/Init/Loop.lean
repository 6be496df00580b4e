prelude
import Init.Instances
/-!
# Loops

`for x in xs do …` in `do` notation, over lists, arrays and ranges `[start:stop:step]`.
-/

universe u v w u₁ u₂

inductive ForInStep (α : Type u) where
  | done : α → ForInStep α
  | yield : α → ForInStep α
  deriving Inhabited

class ForIn (m : Type u₁ → Type u₂) (ρ : Type u) (α : outParam (Type v)) where
  forIn {β} (x : ρ) (b : β) (f : α → β → m (ForInStep β)) : m β

export ForIn (forIn)

/-- Native code inlines its case distinction where a loop is left early. -/
@[inline] def Break.runK {α : Type u} {m : Type v → Type w} {β : Type v} (x : Option α) (ok : α → m β)
    (brk : Unit → m β) : m β :=
  match x with
  | some a => ok a
  | none => brk ()

private def List.forLoop {m : Type u₁ → Type u₂} [Monad m] {α : Type u} {β : Type u₁}
    (f : α → β → m (ForInStep β)) : List α → β → m β
  | [], b => pure b
  | a :: as, b => do
    match ← f a b with
    | .done b => pure b
    | .yield b => forLoop f as b

instance [Monad m] : ForIn m (List α) α where
  forIn xs b f := List.forLoop f xs b

instance [Monad m] : ForIn m (Array α) α where
  forIn xs b f := List.forLoop f xs.toList b

namespace Std.Legacy

structure Range where
  start : Nat := 0
  stop : Nat
  step : Nat := 1
  step_pos : 0 < step

namespace Range

-- The number of turns decreases.
private def loop {m : Type u₁ → Type u₂} [Monad m] {β : Type u₁} (f : Nat → β → m (ForInStep β)) (step : Nat) :
    (turns i : Nat) → β → m β
  | 0, _, b => pure b
  | turns + 1, i, b => do
    match ← f i b with
    | .done b => pure b
    | .yield b => loop f step turns (i + step) b

def size (r : Range) : Nat := (r.stop - r.start + r.step - 1) / r.step

instance [Monad m] : ForIn m Range Nat where
  forIn r b f := loop f r.step r.size r.start b

@[term_parser 1000, extern "native"] opaque «term[:_]» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term[_:_]» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term[:_:_]» : Lean.ParserDescr
@[term_parser 1000, extern "native"] opaque «term[_:_:_]» : Lean.ParserDescr

@[macro Std.Legacy.Range.«term[:_]», extern "native"]
opaque «_aux_Init_Data_Range_Basic___macroRules_Std_Legacy_Range_term[:_]_1» : Lean.Macro
@[macro Std.Legacy.Range.«term[_:_]», extern "native"]
opaque «_aux_Init_Data_Range_Basic___macroRules_Std_Legacy_Range_term[_:_]_1» : Lean.Macro
@[macro Std.Legacy.Range.«term[:_:_]», extern "native"]
opaque «_aux_Init_Data_Range_Basic___macroRules_Std_Legacy_Range_term[:_:_]_1» : Lean.Macro
@[macro Std.Legacy.Range.«term[_:_:_]», extern "native"]
opaque «_aux_Init_Data_Range_Basic___macroRules_Std_Legacy_Range_term[_:_:_]_1» : Lean.Macro

end Range
end Std.Legacy

/-
A proof session inside one Lean process.  The tactic `lemmasmith_serve "FOLDER"` stands where a proof is wanted.
Its elaborator receives every context that native Lean code gives to a tactic, keeps proof states as values, and
answers requests until they end: tactics are tried on copies of a state, so trying never
disturbs it.

Nothing here is believed by anybody; what is found counts when the whole file is compiled and checked again.

Names and layouts below are those of Lean 4.35's native code.
-/

opaque Void.nonemptyType (σ : Type) : Subtype (fun α : Type => Nonempty α) := ⟨PUnit, ⟨PUnit.unit⟩⟩

/-- The token that orders effects; it has no representation at run time. -/
def Void (σ : Type) : Type := (Void.nonemptyType σ).val

structure ST.Out (σ : Type) (α : Type) where
  val : α
  state : Void σ

def ST (σ : Type) (α : Type) : Type := Void σ → ST.Out σ α

inductive EST.Out (ε : Type) (σ : Type) (α : Type) where
  | ok : α → Void σ → EST.Out ε σ α
  | error : ε → Void σ → EST.Out ε σ α

def EST (ε : Type) (σ : Type) (α : Type) : Type := Void σ → EST.Out ε σ α

namespace Lemmasmith

/-- A value of native code that is only handed on. -/
inductive Native where
  | text (value : String)
  | number (value : Nat)

abbrev World := Native

/-- An action that may fail with a native exception. -/
abbrev Action (α : Type) := EST Native World α

@[always_inline] instance : Monad (EST Native World) where
  pure a := fun w => .ok a w
  bind x f := fun w =>
    match x w with
    | .ok a w => f a w
    | .error e w => .error e w

/-- `TacticM`: for each of the four layers a context, and a reference to its state. -/
abbrev TacticM (α : Type) :=
  Native → Native → Native → Native → Native → Native → Native → Native → Action α

end Lemmasmith

open Lemmasmith

def Lean.Elab.Tactic.Tactic : Type := Lean.Syntax → TacticM PUnit

@[extern "native"] unsafe axiom ST.Prim.mkRef {σ α : Type} (value : α) : ST σ Native
@[extern "native"] unsafe axiom ST.Prim.Ref.get {σ α : Type} (ref : Native) : ST σ α
@[extern "native"] unsafe axiom IO.setNumHeartbeats (count : Nat) : ST World PUnit
@[extern "native"] unsafe axiom IO.getNumHeartbeats : ST World Nat
@[extern "native"] unsafe axiom Lean.Syntax.isStrLit? (stx : Lean.Syntax) : Option String
@[extern "native"] unsafe axiom String.splitOn (text separator : String) : List String
@[extern "native"] unsafe axiom String.intercalate (separator : String) (parts : List String) : String
@[extern "native"] unsafe axiom String.toNat? (text : String) : Option Nat
@[extern "native"] unsafe axiom Lean.Parser.runParserCategory
    (env : Native) (category : Lean.Name) (input fileName : String) : Except String Lean.Syntax
@[extern "native"] unsafe axiom Lean.Elab.Tactic.evalTactic : Lean.Syntax → TacticM PUnit
@[extern "native"] unsafe axiom Lean.Elab.Tactic.withoutRecover {α : Type} (x : TacticM α) : TacticM α
@[extern "native"] unsafe axiom Lean.Elab.Tactic.getUnsolvedGoals : TacticM (List Native)
@[extern "native"] unsafe axiom Lean.Elab.Tactic.getMainGoal : TacticM Native
@[extern "native"] unsafe axiom Lean.Meta.ppGoal (goal : Native) :
    Native → Native → Native → Native → Action Std.Format
@[extern "native"] unsafe axiom Lean.Exception.toMessageData (error : Native) : Native
@[extern "native"] unsafe axiom Lean.MessageData.toString (message : Native) : ST World String
@[extern "native"] unsafe axiom Lean.Core.resetMessageLog : Native → Native → Action PUnit
@[extern "native"] unsafe axiom Lean.Core.getMessageLog : Native → Native → Action Native
@[extern "native"] unsafe axiom Lean.MessageLog.hasErrors (log : Native) : Bool
@[extern "native"] unsafe axiom Lean.MessageLog.toList (log : Native) : List Native
@[extern "native"] unsafe axiom Lean.Message.toString (message : Native) (withEnd : Bool) : ST World String
@[extern "native"] unsafe axiom Lean.mkMVar (goal : Native) : Native
@[extern "native"] unsafe axiom Lean.instantiateMVarsCore (assignments expression : Native) : Native × Native
@[extern "native"] unsafe axiom Lean.Expr.hasSorry (expression : Native) : Bool
@[extern "native"] unsafe axiom Lean.Elab.admitGoal (goal : Native) (synthetic : Bool) :
    Native → Native → Native → Native → Action PUnit

namespace Lemmasmith

/-- The leading fields of `Lean.Core.State`. -/
structure CoreState where
  env : Native
  nextMacroScope : Nat
  rest : Native

/-- The leading fields of `Lean.Meta.State`. -/
structure MetaState where
  assignments : Native
  cache : Native
  rest : Native

/-- `IO.FS.Mode`. -/
inductive Mode where
  | read | write | writeNew | readWrite | append

end Lemmasmith

@[extern "native"] unsafe axiom IO.FS.Handle.mk (path : String) (mode : Mode) : Action Native
@[extern "native"] unsafe axiom IO.FS.Handle.getLine (handle : Native) : Action String
@[extern "native"] unsafe axiom IO.FS.Handle.putStr (handle : Native) (text : String) : Action PUnit
@[extern "native"] unsafe axiom IO.FS.Handle.flush (handle : Native) : Action PUnit

namespace Lemmasmith

/-- What all attempts at one position share. -/
structure Shared where
  tactic : Native
  term : Native
  unifier : Native
  core : Native
  input : Native
  output : Native
  goal : Native
  heartbeats : Nat

/-- A proof state: the goals, and the states of the three layers below. -/
structure State where
  goals : List Native
  term : Native
  unifier : Native
  core : Native

def lift {α : Type} (x : ST World α) : Action α := fun w =>
  match x w with
  | ⟨a, w⟩ => .ok a w

/-- Run on a copy of a state; the result, or the message of the exception, and the state behind it. -/
unsafe def onCopy {α : Type} (shared : Shared) (state : State) (act : TacticM α) :
    Action (Except String α × State) := do
  let goals ← lift (ST.Prim.mkRef state.goals)
  let term ← lift (ST.Prim.mkRef state.term)
  let unifier ← lift (ST.Prim.mkRef state.unifier)
  let core ← lift (ST.Prim.mkRef state.core)
  let result ← fun w =>
    match act shared.tactic goals shared.term term shared.unifier unifier shared.core core w with
    | .ok a w => .ok (Except.ok a) w
    | .error e w =>
      match Lean.MessageData.toString (Lean.Exception.toMessageData e) w with
      | ⟨text, w⟩ => .ok (Except.error text) w
  let after : State := {
    goals := ← lift (ST.Prim.Ref.get goals)
    term := ← lift (ST.Prim.Ref.get term)
    unifier := ← lift (ST.Prim.Ref.get unifier)
    core := ← lift (ST.Prim.Ref.get core)
  }
  pure (result, after)

/-- The goals as text, one below the other. -/
unsafe def goalTexts (goals : List Native) : TacticM (List String) :=
  fun _ _ _ _ mctx mref cctx cref =>
    let rec go : List Native → Action (List String)
      | [] => pure []
      | goal :: rest => do
        let format ← Lean.Meta.ppGoal goal mctx mref cctx cref
        let texts ← go rest
        pure (format.pretty :: texts)
    go goals

/-- The messages of a log, one below the other. -/
unsafe def logTexts : List Native → Action (List String)
  | [] => pure []
  | message :: rest => do
    let text ← lift (Lean.Message.toString message false)
    let texts ← logTexts rest
    pure (text :: texts)

/-- Evaluate a tactic; what was logged if there are errors among it, else the goals that are left. -/
unsafe def evaluate (stx : Lean.Syntax) : TacticM (Except (List String) (List String)) :=
  fun tctx tref ectx eref mctx mref cctx cref => do
    Lean.Elab.Tactic.withoutRecover (Lean.Elab.Tactic.evalTactic stx) tctx tref ectx eref mctx mref cctx cref
    let log ← Lean.Core.getMessageLog cctx cref
    if Lean.MessageLog.hasErrors log then
      let texts ← logTexts (Lean.MessageLog.toList log)
      pure (.error texts)
    else
      let goals ← Lean.Elab.Tactic.getUnsolvedGoals tctx tref ectx eref mctx mref cctx cref
      let texts ← goalTexts goals tctx tref ectx eref mctx mref cctx cref
      pure (.ok texts)

/-- Whether the proof of the first goal of all says `sorry` somewhere. -/
unsafe def saysSorry (shared : Shared) (state : State) : Bool :=
  let assignments := (unsafeCast state.unifier : MetaState).assignments
  Lean.Expr.hasSorry (Lean.instantiateMVarsCore assignments (Lean.mkMVar shared.goal)).1

/-- One line of an answer: fields apart by U+001F, line ends within them as U+001E. -/
unsafe def answer (shared : Shared) (fields : List String) : Action PUnit := do
  let line := String.intercalate "\x1f" fields
  IO.FS.Handle.putStr shared.output (String.intercalate "\x1e" (String.splitOn line "\n") ++ "\n")
  IO.FS.Handle.flush shared.output

unsafe def attempt (shared : Shared) (states : Array State) (state : State) (index text : String) :
    Action (Array State) := do
  let env := (unsafeCast state.core : CoreState).env
  match Lean.Parser.runParserCategory env `tactic text "<tactic>" with
  | .error message => answer shared [index, "error", message]; pure states
  | .ok stx =>
    lift (IO.setNumHeartbeats shared.heartbeats)
    let (result, after) ← onCopy shared state (evaluate stx)
    match result with
    | .error message => answer shared [index, "error", message]; pure states
    | .ok (.error texts) =>
      answer shared [index, "error", String.intercalate "\n" texts]; pure states
    | .ok (.ok []) =>
      if saysSorry shared after then
        answer shared [index, "error", "the proof says `sorry`"]
      else
        answer shared [index, "closed"]
      pure states
    | .ok (.ok texts) =>
      answer shared [index, "open", Nat.repr states.size, String.intercalate "\n\n" texts]
      pure (states.push after)

/-- Try the tactics of a request, which stands in fields `INDEX TACTIC …`. -/
unsafe def attempts (shared : Shared) (state : State) : Array State → List String → Action (Array State)
  | states, index :: text :: rest => do
    let text := String.intercalate "\n" (String.splitOn text "\x1e")
    let states ← attempt shared states state index text
    attempts shared state states rest
  | states, _ => pure states

/-- Answer one request, `try STATE (INDEX TACTIC)…`; none at the end of them. -/
unsafe def request (shared : Shared) (states : Array State) (line : String) : Action (Option (Array State)) :=
  match String.splitOn line "\x1f" with
  | "try" :: number :: rest =>
    match String.toNat? number with
    | none => pure none
    | some n =>
      if h : n < states.size then do
        let states ← attempts shared (states.getInternal n h) states rest
        answer shared ["done"]
        pure (some states)
      else pure none
  | _ => pure none

-- Written without `do`, so that the call to itself is the last thing it does and takes no stack.
unsafe def loop (shared : Shared) (states : Array State) : Action PUnit := fun w =>
  match IO.FS.Handle.getLine shared.input w with
  | .error e w => .error e w
  | .ok line w =>
    match request shared states line w with
    | .error e w => .error e w
    | .ok none w => .ok ⟨⟩ w
    | .ok (some states) w => loop shared states w

syntax (name := serveTactic) "lemmasmith_serve " str : tactic

@[tactic serveTactic]
unsafe def serve : Lean.Elab.Tactic.Tactic := fun stx tctx tref ectx eref mctx mref cctx cref => do
  let path := match Lean.Syntax.isStrLit? (stx.getArg 1) with
    | some path => path
    | none => ""
  let goal ← Lean.Elab.Tactic.getMainGoal tctx tref ectx eref mctx mref cctx cref
  let shared : Shared := {
    tactic := tctx, term := ectx, unifier := mctx, core := cctx, goal
    input := ← IO.FS.Handle.mk (path ++ "/requests") .read
    output := ← IO.FS.Handle.mk (path ++ "/answers") .write
    heartbeats := ← lift IO.getNumHeartbeats
  }
  let log ← Lean.Core.getMessageLog cctx cref
  let flaws ← logTexts (Lean.MessageLog.toList log)
  Lean.Core.resetMessageLog cctx cref
  let root : State := {
    goals := ← lift (ST.Prim.Ref.get tref)
    term := ← lift (ST.Prim.Ref.get eref)
    unifier := ← lift (ST.Prim.Ref.get mref)
    core := ← lift (ST.Prim.Ref.get cref)
  }
  let texts ← goalTexts root.goals tctx tref ectx eref mctx mref cctx cref
  if Lean.MessageLog.hasErrors log then
    answer shared ["flawed", String.intercalate "\n" flaws]
  else
    answer shared ["open", String.intercalate "\n\n" texts]
    loop shared #[root]
  Lean.Elab.admitGoal goal true mctx mref cctx cref

end Lemmasmith

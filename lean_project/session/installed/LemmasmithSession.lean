import Lean
/-!
A proof session inside one Lean process, for an installed toolchain: what `../embedded/LemmasmithSession.lean` is for
the embedded runtime, which has no `Lean` modules to import.  That file describes the requests and the answers.

The tactic `lemmasmith_park` keeps the contexts and the states in which it is run; tactics are then tried on copies.
Only functions that have been in Lean for years are used, so that any recent toolchain compiles this file.  Nothing
found here is believed by anybody.
-/

open Lean Elab

namespace Lemmasmith

/-- What all states of one parked place share. -/
structure Place where
  tactic : Tactic.Context
  term : Term.Context
  unifier : Meta.Context
  core : Core.Context
  goal : MVarId

/-- A proof state: its place, the goals, and the states of the three layers below. -/
structure State where
  place : Place
  goals : Tactic.State
  term : Term.State
  unifier : Meta.State
  core : Core.State

/-- The numbered states; none where one was dropped. -/
abbrev States := Array (Option State)

/-- The places that were parked since the text of a request began. -/
initialize parked : IO.Ref (Array State) ← IO.mkRef #[]

syntax (name := parkTactic) "lemmasmith_park" : tactic

@[tactic parkTactic]
def park : Tactic.Tactic := fun _ => do
  let goal ← Tactic.getMainGoal
  let core ← getThe Core.State
  let state : State := {
    place := {
      tactic := ← readThe Tactic.Context
      term := ← readThe Term.Context
      unifier := ← readThe Meta.Context
      core := ← readThe Core.Context
      goal
    }
    goals := { goals := [goal] }
    term := ← getThe Term.State
    unifier := ← getThe Meta.State
    core := { core with messages := {} }
  }
  parked.modify fun states => states.push state
  admitGoal goal

/-- Run on a copy of a state; the message of an exception, or the result and the state behind it. -/
def onCopy {α : Type} (state : State) (act : Tactic.TacticM α) : IO (Except String (α × State)) := do
  let place := state.place
  try
    let elaborate : TermElabM (α × Tactic.State) := (act place.tactic).run state.goals
    let unify : MetaM ((α × Tactic.State) × Term.State) := (elaborate place.term).run state.term
    let (((result, goals), term), core, unifier) ← unify.toIO place.core state.core place.unifier state.unifier
    return .ok (result, { place, goals, term, unifier, core })
  catch error =>
    return .error (toString error)

/-- The goals that are left, as text. -/
def goalTexts : Tactic.TacticM (List String) := do
  (← Tactic.getUnsolvedGoals).mapM fun goal => return (← Meta.ppGoal goal).pretty

/-- Evaluate a tactic; what was logged if there are errors among it, else the goals that are left. -/
def evaluate (place : Place) (stx : Syntax) : Tactic.TacticM (Except String (List String)) := do
  Tactic.withoutRecover (Tactic.evalTactic stx)
  let log ← Core.getMessageLog
  if log.hasErrors then
    return .error ("\n".intercalate (← log.toList.mapM fun message => message.toString))
  let goals ← goalTexts
  if goals.isEmpty && (← instantiateMVars (mkMVar place.goal)).hasSorry then
    return .error "the proof says `sorry`"
  return .ok goals

def answer (output : IO.FS.Handle) (kind : String) (members : List (String × Json)) : IO Unit := do
  output.putStrLn (Json.mkObj (("kind", .str kind) :: members)).compress
  output.flush

/-- Try one tactic, and answer; the states with the one behind it. -/
def attempt (output : IO.FS.Handle) (states : States) (state : State) (text : String) : IO States := do
  let started ← IO.monoNanosNow
  let answered (kind : String) (members : List (String × Json)) : IO Unit := do
    answer output kind (("nanoseconds", toJson ((← IO.monoNanosNow) - started)) :: members)
  match Parser.runParserCategory state.core.env `tactic text "<tactic>" with
  | .error message =>
    answered "error" [("text", .str message)]
    return states
  | .ok stx =>
    match ← onCopy state (evaluate state.place stx) with
    | .error message =>
      answered "error" [("text", .str message)]
      return states
    | .ok (.error message, _) =>
      answered "error" [("text", .str message)]
      return states
    | .ok (.ok [], _) =>
      answered "closed" []
      return states
    | .ok (.ok goals, after) =>
      answered "open" [("state", toJson states.size), ("goals", toJson goals)]
      return states.push (some after)

/-- Elaborate a text, and answer with the places that were parked in it and with its messages. -/
def openText (env : Environment) (output : IO.FS.Handle) (states : States) (text : String) : IO States := do
  parked.set #[]
  let (_, log) ← Lean.Elab.process text env {}
  let mut states := states
  for state in ← parked.get do
    match ← onCopy state goalTexts with
    | .ok (goals, _) => answer output "place" [("state", toJson states.size), ("goals", toJson goals)]
    | .error message => answer output "message" [("text", .str message)]
    states := states.push (some state)
  for message in log.toList do
    answer output "message" [("text", .str (← message.toString))]
  return states

/-- Do what one line asks for. -/
def request (env : Environment) (output : IO.FS.Handle) (states : States) (line : String) : IO States := do
  match Json.parse line with
  | .error message =>
    answer output "message" [("text", .str message)]
    return states
  | .ok value =>
    if let .ok text := value.getObjValAs? String "open" then
      let states ← openText env output states text
      answer output "done" []
      return states
    if let .ok numbers := value.getObjValAs? (Array Nat) "drop" then
      return numbers.foldl (fun states n => states.modify n fun _ => none) states
    let mut after := states
    match value.getObjValAs? Nat "try", value.getObjValAs? (Array String) "tactics" with
    | .ok n, .ok tactics =>
      match states.getD n none with
      | some state =>
        for tactic in tactics do
          after ← attempt output after state tactic
      | none => answer output "error" [("text", .str "no such state")]
    | _, _ => answer output "error" [("text", .str "no such request")]
    return after

partial def loop (env : Environment) (input output : IO.FS.Handle) (states : States) : IO Unit := do
  let line ← input.getLine
  unless line.isEmpty do
    loop env input output (← request env output states line)

syntax (name := serveCommand) "lemmasmith_serve " str : command

@[command_elab serveCommand]
def serve : Command.CommandElab := fun stx => do
  let some path := stx[1].isStrLit? | throwUnsupportedSyntax
  let input ← IO.FS.Handle.mk (System.FilePath.mk path / "requests") .read
  let output ← IO.FS.Handle.mk (System.FilePath.mk path / "answers") .write
  answer output "ready" []
  loop (← getEnv) input output #[]

end Lemmasmith

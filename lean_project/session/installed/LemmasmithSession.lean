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

/-- A proof state: its place, the goals, how they are printed, and the states of the three layers below. -/
structure State where
  place : Place
  goals : Tactic.State
  printed : List (MVarId × String) := []
  term : Term.State
  unifier : Meta.State
  core : Core.State

/-- The numbered states; none where one was dropped. -/
abbrev States := Array (Option State)

/-- The folder's pipes, and the environment in which texts are opened. -/
structure Server where
  input : IO.FS.Handle
  output : IO.FS.Handle
  bell : IO.FS.Handle
  env : Environment

/-- What a request asks of each tactic: heartbeats (thousands; 0: no limit), and words for errors. -/
structure Wish where
  heartbeats : Nat
  explain : Bool

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
    -- Nobody looks at the information trees of what is tried.
    core := { core with messages := {}, infoState := { core.infoState with enabled := false } }
  }
  parked.modify fun states => states.push state
  admitGoal goal

/-- Run on a copy of a state; an exception, or the result and the state behind it. -/
def onCopy {α : Type} (state : State) (heartbeats : Nat) (act : Tactic.TacticM α) :
    BaseIO (Except Exception (α × State)) := do
  let place := state.place
  let context := { place.core with initHeartbeats := ← IO.getNumHeartbeats, maxHeartbeats := heartbeats * 1000 }
  let elaborate : TermElabM (α × Tactic.State) := (act place.tactic).run state.goals
  let unify : MetaM ((α × Tactic.State) × Term.State) := (elaborate place.term).run state.term
  match ← ((unify.run place.unifier state.unifier).run context state.core).toBaseIO with
  | .ok ((((result, goals), term), unifier), core) => return .ok (result, { state with goals, term, unifier, core })
  | .error error => return .error error

/-- The goals that are left, as text. One that was printed before is the same, unless it shows a metavariable. -/
def print (before : List (MVarId × String)) : Tactic.TacticM (List (MVarId × String)) := do
  (← Tactic.getUnsolvedGoals).mapM fun goal => do
    match before.lookup goal with
    | some text => if text.contains '?' then return (goal, (← Meta.ppGoal goal).pretty) else return (goal, text)
    | none => return (goal, (← Meta.ppGoal goal).pretty)

/-- What is left behind a tactic. -/
inductive Left where
  | logged (errors : MessageLog)
  | nothing (saysSorry : Bool)
  | goals

def evaluate (place : Place) (stx : Syntax) : Tactic.TacticM Left := do
  Tactic.withoutRecover (Tactic.evalTactic stx)
  let log ← Core.getMessageLog
  if log.hasErrors then
    return .logged log
  if (← Tactic.getUnsolvedGoals).isEmpty then
    return .nothing (← instantiateMVars (mkMVar place.goal)).hasSorry
  return .goals

def ringBell (server : Server) : IO Unit := do
  server.bell.putStrLn ""
  server.bell.flush

def compressed (kind : String) (members : List (String × Json)) : String :=
  (Json.mkObj (("kind", .str kind) :: members)).compress ++ "\n"

def answer (server : Server) (kind : String) (members : List (String × Json)) : IO Unit := do
  ringBell server  -- long answers are read while they are written
  server.output.putStr (compressed kind members)
  server.output.flush
  ringBell server

/-- What came of a tactic: the answer, when it had ended, when that was printed, the state where goals are left. -/
structure Tried where
  kind : String
  members : List (String × Json)
  ended : Nat
  printed : Nat
  state : Option State

def attempt (state : State) (wish : Wish) (text : String) : IO Tried := do
  let tried (kind : String) (members : List (String × Json)) (ended : Nat) (state : Option State) :
      IO Tried := do
    return { kind, members, ended, printed := ← IO.monoNanosNow, state }
  match Parser.runParserCategory state.core.env `tactic text "<tactic>" with
  | .error message => tried "error" [("text", .str message)] (← IO.monoNanosNow) none
  | .ok stx =>
    let result ← onCopy state wish.heartbeats (evaluate state.place stx)
    let ended ← IO.monoNanosNow
    match result with
    | .error error =>
      let limit := if error.isMaxHeartbeat then [("limit", Json.bool true)] else []
      let text ← if wish.explain then pure [("text", Json.str (← error.toMessageData.toString))] else pure []
      tried "error" (limit ++ text) ended none
    | .ok (.logged log, _) =>
      let texts ← if wish.explain then log.toList.mapM fun message => message.toString else pure []
      tried "error" [("text", .str ("\n".intercalate texts))] ended none
    | .ok (.nothing true, _) => tried "error" [("text", .str "the proof says `sorry`")] ended none
    | .ok (.nothing false, _) => tried "closed" [] ended none
    | .ok (.goals, after) =>
      match ← onCopy after 0 (print state.printed) with
      | .ok (printed, _) =>
        tried "open" [("goals", toJson (printed.map Prod.snd))] ended (some { after with printed })
      | .error error => tried "error" [("text", .str (← error.toMessageData.toString))] ended none

def attempts (server : Server) (states : States) (state : State) (wish : Wish) (tactics : Array String) :
    IO States := do
  let mut states := states
  let mut rung ← IO.monoNanosNow
  let mut bytes := 0
  for tactic in tactics do
    let started ← IO.monoNanosNow
    let tried ← attempt state wish tactic
    let ended ← IO.monoNanosNow
    let times := [
      ("nanoseconds", toJson (ended - started)), ("running", toJson (tried.ended - started)),
      ("printing", toJson (tried.printed - tried.ended))
    ]
    let number := if tried.state.isSome then [("state", toJson states.size)] else []
    let line := compressed tried.kind (times ++ number ++ tried.members)
    bytes := bytes + line.utf8ByteSize
    let many := bytes > 32768  -- half of what a pipe holds
    if many then ringBell server
    server.output.putStr line
    server.output.flush
    if many || ended - rung > 20000000 then
      ringBell server
      rung := ended
      bytes := 0
    if let some after := tried.state then
      states := states.push (some after)
  return states

/-- Elaborate a text, and answer with the places that were parked in it and with its messages. -/
def openText (server : Server) (states : States) (text : String) : IO States := do
  parked.set #[]
  let (_, log) ← Lean.Elab.process text server.env {}
  let mut states := states
  for state in ← parked.get do
    match ← onCopy state 0 (print []) with
    | .ok (printed, _) =>
      answer server "place" [("state", toJson states.size), ("goals", toJson (printed.map Prod.snd))]
      states := states.push (some { state with printed })
    | .error error => answer server "message" [("text", .str (← error.toMessageData.toString))]
  for message in log.toList do
    answer server "message" [("text", .str (← message.toString))]
  return states

/-- Do what one line asks for. -/
def request (server : Server) (states : States) (line : String) : IO States := do
  match Json.parse line with
  | .error message =>
    answer server "error" [("text", .str message)]
    return states
  | .ok value =>
    if let .ok numbers := value.getObjValAs? (Array Nat) "drop" then
      return numbers.foldl (fun states n => states.modify n fun _ => none) states
    let mut after := states
    if let .ok text := value.getObjValAs? String "open" then
      after ← openText server states text
    else
      match value.getObjValAs? Nat "try", value.getObjValAs? (Array String) "tactics" with
      | .ok n, .ok tactics =>
        let wish : Wish := {
          heartbeats := (value.getObjValAs? Nat "heartbeats").toOption.getD 0
          explain := (value.getObjValAs? Bool "explain").toOption.getD true
        }
        match states.getD n none with
        | some state => after ← attempts server states state wish tactics
        | none => answer server "error" [("text", .str "no such state")]
      | _, _ => answer server "error" [("text", .str "no such request")]
    server.output.putStrLn "{\"kind\":\"done\"}"
    server.output.flush
    ringBell server
    return after

partial def loop (server : Server) (states : States) : IO Unit := do
  let line ← server.input.getLine
  unless line.isEmpty do
    loop server (← request server states line)

syntax (name := serveCommand) "lemmasmith_serve " str : command

@[command_elab serveCommand]
def serve : Command.CommandElab := fun stx => do
  let some path := stx[1].isStrLit? | throwUnsupportedSyntax
  let folder := System.FilePath.mk path
  let server : Server := {
    input := ← IO.FS.Handle.mk (folder / "requests") .read
    output := ← IO.FS.Handle.mk (folder / "answers") .write
    bell := ← IO.FS.Handle.mk (folder / "bell") .write
    env := ← getEnv
  }
  answer server "ready" []
  loop server #[]

end Lemmasmith

/-
A proof session inside one Lean process.  The command `lemmasmith_serve "FOLDER"` answers requests that come through
a pipe in that folder until they end.  To open a place in a text, the text is elaborated in the imported environment;
the tactic `lemmasmith_park` stands where a proof is wanted, and its elaborator keeps every context and state that
native code hands to a tactic.  From then on tactics are tried on copies of that state, so trying never disturbs it.

Requests and answers are JSON, a line each; states are numbers.

    {"open": TEXT}                        a line "place" for each parked place, one "message" for each message, "done"
    {"try": STATE, "tactics": [TEXT, …]}  a line "closed", "open" or "error" for each tactic, in order; "done"
    {"drop": [STATE, …]}                  no answer

A line has its "kind"; "place" and "open" have "state" and "goals" (as text), "message" and "error" have "text". A
"try" may limit each tactic to "heartbeats" (thousands), and with "explain" false have no "text" in errors, which is
often the dearer part of a failure; "limit" then says that heartbeats were used up. Answers to tactics have
"nanoseconds", the time that Lean took for all of it; "running" is the part of it that went into parsing and running
the tactic, "printing" that for goals or words; the rest is for freeing what the tactic built.

Answers can be read at once, but to look for them after each would cost either side more than many a tactic. So a
line on a pipe of its own, the bell, says when to read: behind the last answer to a request, behind one that comes
long after the last bell, and before so much was written that nobody may have read.

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
def Lean.Elab.Command.CommandElab : Type := Lean.Syntax → Native → Native → Action PUnit
def IO (α : Type) : Type := Action α

@[extern "native"] unsafe axiom ST.Prim.mkRef {σ α : Type} (value : α) : ST σ Native
@[extern "native"] unsafe axiom ST.Prim.Ref.get {σ α : Type} (ref : Native) : ST σ α
@[extern "native"] unsafe axiom ST.Prim.Ref.set {σ α : Type} (ref : Native) (value : α) : ST σ PUnit
@[extern "native"] unsafe axiom IO.setNumHeartbeats (count : Nat) : ST World PUnit
@[extern "native"] unsafe axiom Lean.Core.instMonadInfoTreeCoreM : Native
@[extern "native"] unsafe axiom Lean.Elab.enableInfoTree {m : Type → Type} (monad : Native) (flag : Bool) : Native
@[extern "native"] unsafe axiom Lean.Exception.isMaxHeartbeat (error : Native) : Bool
@[extern "native"] unsafe axiom Lean.Syntax.isStrLit? (stx : Lean.Syntax) : Option String
@[extern "native"] unsafe axiom IO.monoNanosNow : ST World Nat
@[extern "native"] unsafe axiom Array.setIfInBounds {α : Type} (items : Array α) (index : Nat) (value : α) : Array α
@[extern "native"] unsafe axiom String.Internal.contains (text : String) (letter : Char) : Bool
@[extern "native"] unsafe axiom Lean.Parser.runParserCategory
    (env : Native) (category : Lean.Name) (input fileName : String) : Except String Lean.Syntax
@[extern "native"] unsafe axiom Lean.Options.empty : Native
@[extern "native"] unsafe axiom Lean.Elab.process
    (input : String) (env options : Native) (fileName : Option String) : Action (Native × Native)
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

/-- The leading fields of `Lean.Core.State` and of `Lean.Elab.Command.State`. -/
structure WithEnvironment where
  env : Native
  second : Native
  third : Native

/-- The leading fields of what stands first in `Lean.Core.Context`. -/
structure SharedContext where
  first : Native
  second : Native
  third : Native
  fourth : Native
  fifth : Native
  sixth : Native
  initHeartbeats : Nat
  maxHeartbeats : Nat

/-- The leading fields of `Lean.Core.Context`; two, since a structure of one field would be that field. -/
structure CoreContext where
  shared : SharedContext
  second : Native

/-- The leading fields of `Lean.Meta.State`. -/
structure MetaState where
  assignments : Native
  cache : Native
  rest : Native

/-- `IO.FS.Mode`. -/
inductive Mode where
  | read | write | writeNew | readWrite | append

end Lemmasmith

/-- `Lean.JsonNumber`: mantissa times ten to the minus exponent. -/
structure Lean.JsonNumber where
  mantissa : Int
  exponent : Nat

/-- `Lean.Json`; `items` is an array of such values. -/
inductive Lean.Json where
  | null
  | bool (value : Bool)
  | num (value : Lean.JsonNumber)
  | str (value : String)
  | arr (items : Native)
  | obj (members : Native)

@[extern "native"] unsafe axiom Lean.Json.parse (text : String) : Except String Lean.Json
@[extern "native"] unsafe axiom Lean.Json.compress (value : Lean.Json) : String
@[extern "native"] unsafe axiom Lean.Json.mkObj (members : List (String × Lean.Json)) : Lean.Json
@[extern "native"] unsafe axiom Lean.Json.getObjVal? (value : Lean.Json) (key : String) : Except String Lean.Json
@[extern "native"] unsafe axiom Lean.Json.getStr? (value : Lean.Json) : Except String String
@[extern "native"] unsafe axiom Lean.Json.getNat? (value : Lean.Json) : Except String Nat

@[extern "native"] unsafe axiom IO.FS.Handle.mk (path : String) (mode : Mode) : Action Native
@[extern "native"] unsafe axiom IO.FS.Handle.getLine (handle : Native) : Action String
@[extern "native"] unsafe axiom IO.FS.Handle.putStr (handle : Native) (text : String) : Action PUnit
@[extern "native"] unsafe axiom IO.FS.Handle.flush (handle : Native) : Action PUnit

namespace Lemmasmith

/-- What all states of one parked place share. -/
structure Place where
  tactic : Native
  term : Native
  unifier : Native
  core : Native
  goal : Native

/-- A goal, and how it is printed. -/
structure Printed where
  goal : Native
  text : String

/-- A proof state: its place, the goals, which were printed before, and the states of the three layers below. -/
structure State where
  place : Place
  goals : List Native
  printed : List Printed
  term : Native
  unifier : Native
  core : Native

/-- The folder's pipes, and the environment in which texts are opened. -/
structure Server where
  input : Native
  output : Native
  bell : Native
  env : Native

/-- What a request asks of each tactic: heartbeats (thousands; 0: no limit), and words for errors. -/
structure Wish where
  heartbeats : Nat
  explain : Bool

def lift {α : Type} (x : ST World α) : Action α := fun w =>
  match x w with
  | ⟨a, w⟩ => .ok a w

/-- Run on a copy of a state; the result or the exception, and the state behind it. -/
unsafe def onCopy {α : Type} (state : State) (act : TacticM α) : Action (Except Native α × State) := do
  let goals ← lift (ST.Prim.mkRef state.goals)
  let term ← lift (ST.Prim.mkRef state.term)
  let unifier ← lift (ST.Prim.mkRef state.unifier)
  let core ← lift (ST.Prim.mkRef state.core)
  let result ← fun w =>
    match act state.place.tactic goals state.place.term term state.place.unifier unifier state.place.core core w with
    | .ok a w => .ok (Except.ok a) w
    | .error e w => .ok (Except.error e) w
  let after : State := {
    place := state.place
    goals := ← lift (ST.Prim.Ref.get goals)
    printed := state.printed
    term := ← lift (ST.Prim.Ref.get term)
    unifier := ← lift (ST.Prim.Ref.get unifier)
    core := ← lift (ST.Prim.Ref.get core)
  }
  pure (result, after)

unsafe def words (error : Native) : Action String :=
  lift (Lean.MessageData.toString (Lean.Exception.toMessageData error))

/-- A goal's text where it was printed before and nothing in it can have changed, as far as is seen. -/
unsafe def known (goal : Native) : List Printed → Option String
  | [] => none
  | printed :: rest =>
    if (unsafeCast printed.goal : Lean.Name) == (unsafeCast goal : Lean.Name) then
      if String.Internal.contains printed.text '?' then none else some printed.text
    else
      known goal rest

/-- The goals as text. -/
unsafe def print (before : List Printed) (goals : List Native) : TacticM (List Printed) :=
  fun _ _ _ _ mctx mref cctx cref =>
    let rec go : List Native → Action (List Printed)
      | [] => pure []
      | goal :: rest => do
        let text ← match known goal before with
          | some text => pure text
          | none => do
            let format ← Lean.Meta.ppGoal goal mctx mref cctx cref
            pure format.pretty
        let others ← go rest
        pure ({ goal, text } :: others)
    go goals

/-- The messages of a log. -/
unsafe def logTexts : List Native → Action (List String)
  | [] => pure []
  | message :: rest => do
    let text ← lift (Lean.Message.toString message false)
    let texts ← logTexts rest
    pure (text :: texts)

/-- Evaluate a tactic; the goals that are left, or the messages if there are errors among them. -/
unsafe def evaluate (stx : Lean.Syntax) : TacticM (Except (List Native) (List Native)) :=
  fun tctx tref ectx eref mctx mref cctx cref => do
    Lean.Elab.Tactic.withoutRecover (Lean.Elab.Tactic.evalTactic stx) tctx tref ectx eref mctx mref cctx cref
    let log ← Lean.Core.getMessageLog cctx cref
    if Lean.MessageLog.hasErrors log then
      pure (.error (Lean.MessageLog.toList log))
    else
      let goals ← Lean.Elab.Tactic.getUnsolvedGoals tctx tref ectx eref mctx mref cctx cref
      pure (.ok goals)

/-- Whether the proof of the first goal of all says `sorry` somewhere. -/
unsafe def saysSorry (state : State) : Bool :=
  let assignments := (unsafeCast state.unifier : MetaState).assignments
  Lean.Expr.hasSorry (Lean.instantiateMVarsCore assignments (Lean.mkMVar state.place.goal)).1

/-- The numbered states; none where one was dropped. -/
abbrev States := Array (Option State)

def number (n : Nat) : Lean.Json := .num ⟨Int.ofNat n, 0⟩

unsafe def texts (items : List String) : Lean.Json := .arr (unsafeCast (Array.mk (items.map Lean.Json.str)))

/-- What an array of JSON holds; nothing where the value is none. -/
unsafe def items : Lean.Json → List Lean.Json
  | .arr items => (unsafeCast items : Array Lean.Json).toList
  | _ => []

unsafe def compressed (kind : String) (members : List (String × Lean.Json)) : String :=
  Lean.Json.compress (Lean.Json.mkObj (("kind", .str kind) :: members)) ++ "\n"

unsafe def ringBell (server : Server) : Action PUnit := do
  IO.FS.Handle.putStr server.bell "\n"
  IO.FS.Handle.flush server.bell

/-- The last answer to a request, which is short. -/
unsafe def done (server : Server) : Action PUnit := do
  IO.FS.Handle.putStr server.output "{\"kind\":\"done\"}\n"
  IO.FS.Handle.flush server.output
  ringBell server

unsafe def answer (server : Server) (kind : String) (members : List (String × Lean.Json)) : Action PUnit := do
  ringBell server  -- long answers are read while they are written
  IO.FS.Handle.putStr server.output (compressed kind members)
  IO.FS.Handle.flush server.output
  ringBell server

/-- What came of a tactic: the answer, when it had ended, when that was printed, the state where goals are left. -/
structure Tried where
  kind : String
  members : List (String × Lean.Json)
  ended : Nat
  printed : Nat
  state : Option State

/--
Heartbeats are counted by thread, and the place's limit stands in its contexts: so the count starts that much below
the limit as this tactic may use.
-/
unsafe def grant (place : Place) (heartbeats : Nat) : Action PUnit := do
  let context := (unsafeCast place.core : CoreContext).shared
  let start := if heartbeats == 0 then 0 else context.maxHeartbeats - heartbeats * 1000
  lift (IO.setNumHeartbeats (context.initHeartbeats + start))

unsafe def attempt (state : State) (wish : Wish) (text : String) : Action Tried := do
  let tried (kind : String) (members : List (String × Lean.Json)) (ended : Nat) (state : Option State) :
      Action Tried := do
    let printed ← lift IO.monoNanosNow
    pure { kind, members, ended, printed, state }
  let env := (unsafeCast state.core : WithEnvironment).env
  match Lean.Parser.runParserCategory env `tactic text "<tactic>" with
  | .error message => do
    let ended ← lift IO.monoNanosNow
    tried "error" [("text", .str message)] ended none
  | .ok stx => do
    grant state.place wish.heartbeats
    let (result, after) ← onCopy state (evaluate stx)
    let ended ← lift IO.monoNanosNow
    lift (IO.setNumHeartbeats (unsafeCast state.place.core : CoreContext).shared.initHeartbeats)
    match result with
    | .error error => do
      let members ← if wish.explain then
          let text ← words error
          pure [("text", .str text)]
        else
          pure []
      let members := if Lean.Exception.isMaxHeartbeat error then ("limit", .bool true) :: members else members
      tried "error" members ended none
    | .ok (.error log) => do
      let members ← if wish.explain then
          let texts ← logTexts log
          pure [("text", .str (String.intercalate "\n" texts))]
        else
          pure []
      tried "error" members ended none
    | .ok (.ok []) =>
      if saysSorry after then
        tried "error" [("text", .str "the proof says `sorry`")] ended none
      else
        tried "closed" [] ended none
    | .ok (.ok goals) => do
      let (found, _) ← onCopy after (print state.printed goals)
      match found with
      | .ok printed =>
        tried "open" [("goals", texts (printed.map Printed.text))] ended (some { after with printed })
      | .error error => do
        let text ← words error
        tried "error" [("text", .str text)] ended none

/-- When the bell was rung, and how many bytes were written since. -/
structure Rung where
  time : Nat
  bytes : Nat

def longSilence : Nat := 20000000
/-- Half of what a pipe holds. -/
def manyBytes : Nat := 32768

unsafe def attempts (server : Server) (state : State) (wish : Wish) : Rung → States → List Lean.Json → Action States
  | rung, states, tactic :: rest => do
    let started ← lift IO.monoNanosNow
    let tried ← match Lean.Json.getStr? tactic with
      | .ok text => attempt state wish text
      | .error message =>
        pure { kind := "error", members := [("text", .str message)], ended := started, printed := started, state := none }
    let ended ← lift IO.monoNanosNow
    let (states, members) := match tried.state with
      | some after => (states.push (some after), ("state", number states.size) :: tried.members)
      | none => (states, tried.members)
    let times := [
      ("nanoseconds", number (ended - started)), ("running", number (tried.ended - started)),
      ("printing", number (tried.printed - tried.ended))
    ]
    let line := compressed tried.kind (times ++ members)
    let bytes := rung.bytes + line.utf8ByteSize
    if bytes > manyBytes then ringBell server
    IO.FS.Handle.putStr server.output line
    IO.FS.Handle.flush server.output
    if bytes > manyBytes || ended - rung.time > longSilence then do
      ringBell server
      attempts server state wish { time := ended, bytes := 0 } states rest
    else
      attempts server state wish { rung with bytes } states rest
  | _, states, [] => pure states

instance : Inhabited Native := ⟨.number 0⟩

unsafe def newStore : IO Native := fun w => lift (ST.Prim.mkRef (σ := World) ([] : List State)) w

/-- The places that were parked since the text of a request began. -/
@[init newStore] unsafe opaque store : Native

/-- Elaborate a text, and answer with the places that were parked in it and with its messages. -/
unsafe def openText (server : Server) (states : States) (text : String) : Action States := do
  lift (ST.Prim.Ref.set store ([] : List State))
  let (_, log) ← Lean.Elab.process text server.env Lean.Options.empty none
  let messages ← logTexts (Lean.MessageLog.toList log)
  let parked : List State ← lift (ST.Prim.Ref.get store)
  let rec keep (states : States) : List State → Action States
    | [] => pure states
    | state :: rest => do
      let (found, _) ← onCopy state (print [] state.goals)
      let printed ← match found with
        | .ok printed => do
          answer server "place" [("state", number states.size), ("goals", texts (printed.map Printed.text))]
          pure printed
        | .error error => do
          let text ← words error
          answer server "message" [("text", .str text)]
          pure []
      keep (states.push (some { state with printed })) rest
  let states ← keep states parked
  let rec say : List String → Action PUnit
    | [] => pure ⟨⟩
    | message :: rest => do
      answer server "message" [("text", .str message)]
      say rest
  say messages
  pure states

unsafe def drop (states : States) : List Lean.Json → States
  | [] => states
  | item :: rest =>
    match Lean.Json.getNat? item with
    | .ok n => drop (Array.setIfInBounds states n none) rest
    | .error _ => drop states rest

unsafe def field (value : Lean.Json) (key : String) {α : Type} (read : Lean.Json → Except String α) : Except String α :=
  match Lean.Json.getObjVal? value key with
  | .ok found => read found
  | .error message => .error message

unsafe def wishOf (value : Lean.Json) : Wish where
  heartbeats := match field value "heartbeats" Lean.Json.getNat? with
    | .ok heartbeats => heartbeats
    | .error _ => 0
  explain := match Lean.Json.getObjVal? value "explain" with
    | .ok (.bool explain) => explain
    | _ => true

/-- Do what one line asks for. -/
unsafe def request (server : Server) (states : States) (line : String) : Action States :=
  match Lean.Json.parse line with
  | .error message => do answer server "error" [("text", .str message)]; pure states
  | .ok value =>
    match field value "try" Lean.Json.getNat?, Lean.Json.getObjVal? value "tactics", Lean.Json.getObjVal? value "open",
      Lean.Json.getObjVal? value "drop" with
    | .ok n, .ok tactics, _, _ => do
      let started ← lift IO.monoNanosNow
      let states ← match states.getD n none with
        | some state => attempts server state (wishOf value) { time := started, bytes := 0 } states (items tactics)
        | none => do answer server "error" [("text", .str "no such state")]; pure states
      done server
      pure states
    | _, _, .ok (.str text), _ => do
      let states ← openText server states text
      done server
      pure states
    | _, _, _, .ok numbers => pure (drop states (items numbers))
    | _, _, _, _ => do answer server "error" [("text", .str "no such request")]; pure states

-- Written without `do`, so that the call to itself is the last thing it does and takes no stack.
unsafe def loop (server : Server) (states : States) : Action PUnit := fun w =>
  match IO.FS.Handle.getLine server.input w with
  | .error e w => .error e w
  | .ok "" w => .ok ⟨⟩ w
  | .ok line w =>
    match request server states line w with
    | .error e w => .error e w
    | .ok states w => loop server states w

syntax (name := parkTactic) "lemmasmith_park" : tactic

@[tactic parkTactic]
unsafe def park : Lean.Elab.Tactic.Tactic := fun _ tctx tref ectx eref mctx mref cctx cref => do
  let goal ← Lean.Elab.Tactic.getMainGoal tctx tref ectx eref mctx mref cctx cref
  let copy ← lift (ST.Prim.mkRef (α := Native) (← lift (ST.Prim.Ref.get cref)))
  Lean.Core.resetMessageLog cctx copy
  -- Nobody looks at the information trees of what is tried.
  let quiet := Lean.Elab.enableInfoTree (m := Action) Lean.Core.instMonadInfoTreeCoreM false
  (unsafeCast quiet : Native → Native → Action PUnit) cctx copy
  let state : State := {
    place := { tactic := tctx, term := ectx, unifier := mctx, core := cctx, goal }
    goals := [goal]
    printed := []
    term := ← lift (ST.Prim.Ref.get eref)
    unifier := ← lift (ST.Prim.Ref.get mref)
    core := ← lift (ST.Prim.Ref.get copy)
  }
  let parked : List State ← lift (ST.Prim.Ref.get store)
  lift (ST.Prim.Ref.set store (state :: parked))
  Lean.Elab.admitGoal goal true mctx mref cctx cref

syntax (name := serveCommand) "lemmasmith_serve " str : command

@[command_elab serveCommand]
unsafe def serve : Lean.Elab.Command.CommandElab := fun stx _ ref => do
  let path := match Lean.Syntax.isStrLit? (stx.getArg 1) with
    | some path => path
    | none => ""
  let state : WithEnvironment ← lift (ST.Prim.Ref.get ref)
  let server : Server := {
    input := ← IO.FS.Handle.mk (path ++ "/requests") .read
    output := ← IO.FS.Handle.mk (path ++ "/answers") .write
    bell := ← IO.FS.Handle.mk (path ++ "/bell") .write
    env := state.env
  }
  answer server "ready" []
  loop server #[]

end Lemmasmith

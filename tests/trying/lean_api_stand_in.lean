/-
A stand-in for the part of `import Lean` that the session server for installed toolchains uses: the signatures that
Lean's documentation gives, with nothing behind them.  With it the server's text is elaborated where no full toolchain
is at hand; that it runs, only `lemmasmith doctor` on such a toolchain can show.
-/
noncomputable section
def BaseIO (α : Type) : Type := PUnit.{1} → α
def EIO (ε α : Type) : Type := PUnit.{1} → Except ε α
namespace IO
axiom Error : Type
end IO
abbrev IO := EIO IO.Error
instance : Monad BaseIO where
  pure a := fun _ => a
  bind x f := fun u => f (x u) u
instance {ε : Type} : Monad (EIO ε) where
  pure a := fun _ => .ok a
  bind x f := fun u => match x u with
    | .ok a => f a u
    | .error e => .error e
instance {ε : Type} : MonadLift BaseIO (EIO ε) where
  monadLift x := fun u => .ok (x u)
axiom EIO.toBaseIO {ε α : Type} (x : EIO ε α) : BaseIO (Except ε α)
instance : Nonempty (IO Unit) := ⟨fun _ => .ok ()⟩
def StateRefT' (σ : Type) (m : Type → Type) (α : Type) : Type := σ → m (α × σ)
def StateRefT'.run {σ : Type} {m : Type → Type} {α : Type} (x : StateRefT' σ m α) (s : σ) : m (α × σ) := x s
instance {σ : Type} {m : Type → Type} [Monad m] : Monad (StateRefT' σ m) where
  pure a := fun s => pure (a, s)
  bind x f := fun s => do let (a, s) ← x s; f a s
instance {σ : Type} {m : Type → Type} [Monad m] : MonadLift m (StateRefT' σ m) where
  monadLift x := fun s => do let a ← x; pure (a, s)
instance {σ : Type} {m : Type → Type} [Monad m] : MonadStateOf σ (StateRefT' σ m) where
  get := fun s => pure (s, s)
  set s := fun _ => pure (⟨⟩, s)
  modifyGet f := fun s => pure (f s)
namespace System
structure FilePath where mk :: toString : String
instance : HDiv FilePath String FilePath := ⟨fun a _ => a⟩
end System
namespace IO
axiom Ref : Type → Type
axiom mkRef {α : Type} (a : α) : BaseIO (Ref α)
axiom Ref.modify {α : Type} (r : Ref α) (f : α → α) : BaseIO Unit
axiom Ref.set {α : Type} (r : Ref α) (a : α) : BaseIO Unit
axiom Ref.get {α : Type} (r : Ref α) : BaseIO α
axiom monoNanosNow : BaseIO Nat
axiom getNumHeartbeats : BaseIO Nat
inductive FS.Mode where | read | write
axiom FS.Handle : Type
axiom FS.Handle.mk (p : System.FilePath) (mode : FS.Mode) : IO FS.Handle
axiom FS.Handle.putStr (h : FS.Handle) (s : String) : IO Unit
axiom FS.Handle.putStrLn (h : FS.Handle) (s : String) : IO Unit
axiom FS.Handle.flush (h : FS.Handle) : IO Unit
axiom FS.Handle.getLine (h : FS.Handle) : IO String
end IO
axiom String.contains (s : String) (c : Char) : Bool
axiom Array.modify {α : Type} (xs : Array α) (i : Nat) (f : α → α) : Array α
axiom Array.foldl {α β : Type} (f : β → α → β) (b : β) (xs : Array α) : β
axiom Except.toOption {ε α : Type} (x : Except ε α) : Option α
axiom List.mapM {m : Type → Type} [Monad m] {α β : Type} (l : List α) (f : α → m β) : m (List β)
namespace Lean
axiom MessageData : Type
axiom MessageData.toString (m : MessageData) : BaseIO String
axiom Exception : Type
axiom Exception.isMaxHeartbeat (e : Exception) : Bool
axiom Exception.toMessageData (e : Exception) : MessageData
axiom Environment : Type
axiom Options : Type
axiom Options.empty : Options
instance : EmptyCollection Options := ⟨Options.empty⟩
axiom Message : Type
axiom Message.toString (m : Message) (includeEndPos : Bool := false) : BaseIO String
axiom MessageLog : Type
axiom MessageLog.empty : MessageLog
instance : EmptyCollection MessageLog := ⟨MessageLog.empty⟩
axiom MessageLog.hasErrors (l : MessageLog) : Bool
axiom MessageLog.toList (l : MessageLog) : List Message
axiom Expr : Type
axiom Expr.hasSorry (e : Expr) : Bool
structure MVarId where
  name : Name
axiom mvarEq : BEq MVarId
instance : BEq MVarId := mvarEq
axiom mkMVar (m : MVarId) : Expr
inductive Json where | null | bool (b : Bool) | str (s : String)
axiom Json.mkObj (l : List (String × Json)) : Json
axiom Json.compress (j : Json) : String
axiom Json.parse (s : String) : Except String Json
class ToJson (α : Type) where toJson : α → Json
class FromJson (α : Type) where fromJson? : Json → Except String α
export ToJson (toJson)
axiom natJ : ToJson Nat
instance : ToJson Nat := natJ
axiom listJ : ToJson (List String)
instance : ToJson (List String) := listJ
axiom fj (α : Type) : FromJson α
instance : FromJson Nat := fj _
instance : FromJson Bool := fj _
instance : FromJson String := fj _
instance {α : Type} [FromJson α] : FromJson (Array α) := fj _
axiom Json.getObjValAs? (j : Json) (α : Type) [FromJson α] (k : String) : Except String α
structure Elab.InfoState where
  enabled : Bool := true
  rest : Nat := 0
structure Core.State where
  env : Environment
  messages : MessageLog
  infoState : Elab.InfoState
structure Core.Context where
  initHeartbeats : Nat
  maxHeartbeats : Nat
  more : Nat
abbrev Core.CoreM := ReaderT Core.Context (StateRefT' Core.State (EIO Exception))
axiom Core.CoreM.run {α : Type} (x : Core.CoreM α) (ctx : Core.Context) (s : Core.State) : EIO Exception (α × Core.State)
axiom Core.getMessageLog : Core.CoreM MessageLog
axiom Meta.Context : Type
axiom Meta.State : Type
abbrev MetaM := ReaderT Meta.Context (StateRefT' Meta.State Core.CoreM)
axiom MetaM.run {α : Type} (x : MetaM α) (ctx : Meta.Context) (s : Meta.State) : Core.CoreM (α × Meta.State)
axiom Meta.ppGoal (m : MVarId) : MetaM Std.Format
axiom instantiateMVars (e : Expr) : MetaM Expr
namespace Elab
axiom Term.Context : Type
axiom Term.State : Type
abbrev TermElabM := ReaderT Term.Context (StateRefT' Term.State MetaM)
structure Tactic.Context where
  elaborator : Name
structure Tactic.State where
  goals : List MVarId
abbrev Tactic.TacticM := ReaderT Tactic.Context (StateRefT' Tactic.State TermElabM)
abbrev Tactic.Tactic := Syntax → Tactic.TacticM Unit
axiom Tactic.getMainGoal : Tactic.TacticM MVarId
axiom Tactic.getUnsolvedGoals : Tactic.TacticM (List MVarId)
axiom Tactic.withoutRecover {α : Type} (x : Tactic.TacticM α) : Tactic.TacticM α
axiom Tactic.evalTactic (s : Syntax) : Tactic.TacticM Unit
axiom admitGoal (m : MVarId) (synthetic : Bool := true) : MetaM Unit
axiom process (input : String) (env : Environment) (opts : Options) (fileName : Option String := none) : IO (Environment × MessageLog)
axiom Command.X : Type
abbrev Command.CommandElabM := ReaderT Command.X (EIO Exception)
abbrev Command.CommandElab := Syntax → Command.CommandElabM Unit
axiom liftIO {α : Type} (x : IO α) : Command.CommandElabM α
instance : MonadLift IO Command.CommandElabM := ⟨liftIO⟩
axiom throwUnsupportedSyntax {α : Type} : Command.CommandElabM α
axiom getEnv : Command.CommandElabM Environment
end Elab
instance : GetElem Syntax Nat Syntax fun _ _ => True := ⟨fun stx i _ => stx.getArg i⟩
axiom Syntax.isStrLit? (s : Syntax) : Option String
axiom Parser.runParserCategory (env : Environment) (cat : Name) (input : String) (fileName : String := "<input>") : Except String Syntax
end Lean
open Lean Elab

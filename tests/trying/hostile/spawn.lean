/-
Elaboration runs code: this file starts a program while it is compiled, by the functions of Lean's own runtime.
The test puts the shell's
command in the place of SCRIPT.  Layouts are those of Lean 4.35's native code.
-/

opaque Void.nonemptyType (σ : Type) : Subtype (fun α : Type => Nonempty α) := ⟨PUnit, ⟨PUnit.unit⟩⟩

def Void (σ : Type) : Type := (Void.nonemptyType σ).val

inductive EST.Out (ε : Type) (σ : Type) (α : Type) where
  | ok : α → Void σ → EST.Out ε σ α
  | error : ε → Void σ → EST.Out ε σ α

def EST (ε : Type) (σ : Type) (α : Type) : Type := Void σ → EST.Out ε σ α

inductive Native where
  | text (value : String)
  | number (value : Nat)

abbrev Action (α : Type) := EST Native Native α

def Lean.Elab.Command.CommandElab : Type := Lean.Syntax → Native → Native → Action PUnit

-- A session has all of the above already.

inductive Stdio where
  | piped | inherit | null

structure StdioConfig where
  stdin : Stdio
  stdout : Stdio
  stderr : Stdio

structure SpawnArgs where
  toStdioConfig : StdioConfig
  cmd : String
  args : Array String
  cwd : Option String
  env : Array (String × Option String)
  inheritEnv : Bool
  setsid : Bool

@[extern "native"] unsafe axiom IO.Process.spawn (args : SpawnArgs) : Action Native
@[extern "native"] unsafe axiom IO.Process.Child.wait (config : StdioConfig) (child : Native) : Action Native

syntax (name := runShell) "run_the_shell" : command

@[command_elab runShell]
unsafe def shell : Lean.Elab.Command.CommandElab := fun _ _ _ w =>
  let config : StdioConfig := ⟨.null, .inherit, .inherit⟩
  match IO.Process.spawn ⟨config, "/bin/sh", #["-c", "SCRIPT"], none, #[], true, true⟩ w with
  | .error e w => .error e w
  | .ok child w =>
    match IO.Process.Child.wait config child w with
    | .error e w => .error e w
    | .ok _ w => .ok ⟨⟩ w

run_the_shell

theorem harmless (p : Prop) (h : p) : p := h

prelude
import Init.Utf8
import Init.Format
import Init.WF
import Init.GetElem
/-!
# Text: further operations on strings, digits, messages at run time

The operations on strings are native: an `opaque` gives name and type, `#eval` calls the native
code, and no theorem can say what the result is.  What theorems can speak of is in `Init.Utf8`.
-/

namespace String

@[extern "native"] opaque intercalate (s : String) (l : List String) : String
@[extern "native"] opaque isEmpty (s : String) : Bool
@[extern "native"] opaque isNat (s : String) : Bool
@[extern "native"] opaque toNat? (s : String) : Option Nat
@[extern "native"] opaque toInt? (s : String) : Option Int
@[extern "native"] opaque toUpper (s : String) : String
@[extern "native"] opaque toLower (s : String) : String
@[extern "native"] opaque capitalize (s : String) : String
@[extern "native"] opaque splitOn (s : String) (sep : String := " ") : List String
@[extern "native"] opaque pushn (s : String) (c : Char) (n : Nat) : String
@[extern "native"] opaque front (s : String) : Char
@[extern "native"] opaque back (s : String) : Char

end String

/-! ## Digits -/

namespace Nat

def digitChar (n : Nat) : Char :=
  match ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'][n]? with
  | some c => c
  | none => '*'

def toDigitsCore (base : Nat) : (fuel n : Nat) → List Char → List Char
  | 0, _, ds => ds
  | fuel + 1, n, ds =>
    if n / base = 0 then digitChar (n % base) :: ds else toDigitsCore base fuel (n / base) (digitChar (n % base) :: ds)

def toDigits (base : Nat) (n : Nat) : List Char := toDigitsCore base (n + 1) n []

end Nat

/-! ## Messages at run time: `panic!`, `dbg_trace` -/

@[extern "native", never_extract]
def panicWithPos {α : Sort u} [Inhabited α] (_modName : String) (_line _col : Nat) (msg : String) : α := panic msg

@[extern "native", never_extract]
def panicWithPosWithDecl {α : Sort u} [Inhabited α] (_modName _declName : String) (_line _col : Nat) (msg : String) : α :=
  panic msg

@[extern "lean_dbg_trace", never_extract]
def dbgTrace {α : Type u} (_msg : String) (f : Unit → α) : α := f ()

prelude
import Init.Decide
import Init.Fin
/-!
# Characters, and machine words as numbers
-/

/-! ## Machine words as numbers -/

@[extern "lean_uint8_to_nat"] protected def UInt8.toNat (n : UInt8) : Nat := n.toBitVec.toNat
@[extern "lean_uint16_to_nat"] protected def UInt16.toNat (n : UInt16) : Nat := n.toBitVec.toNat
@[extern "lean_uint64_to_nat"] protected def UInt64.toNat (n : UInt64) : Nat := n.toBitVec.toNat
@[extern "lean_usize_to_nat"] protected def USize.toNat (n : USize) : Nat := n.toBitVec.toNat
@[extern "lean_uint64_of_nat"] def UInt64.ofNat (n : @& Nat) : UInt64 := ⟨BitVec.ofNat 64 n⟩
instance UInt64.instOfNat : OfNat UInt64 n := ⟨UInt64.ofNat n⟩

@[extern "lean_uint64_dec_eq", instance_reducible]
def UInt64.decEq (a b : UInt64) : Decidable (a = b) :=
  decidable_of_iff (a.toBitVec = b.toBitVec) ⟨fun h => congrArg UInt64.ofBitVec h, congrArg UInt64.toBitVec⟩
instance : DecidableEq UInt64 := UInt64.decEq

/-! ## Characters -/

namespace Char

instance : LT Char := ⟨fun a b => a.val < b.val⟩
instance : LE Char := ⟨fun a b => a.val ≤ b.val⟩
instance (a b : Char) : Decidable (a < b) := UInt32.decLt _ _
instance (a b : Char) : Decidable (a ≤ b) := UInt32.decLe _ _
instance : Inhabited Char := ⟨'A'⟩

def toNat (c : Char) : Nat := c.val.toNat

def isWhitespace (c : Char) : Bool := c = ' ' || c = '\t' || c = '\r' || c = '\n'
def isUpper (c : Char) : Bool := 65 ≤ c.toNat && c.toNat ≤ 90
def isLower (c : Char) : Bool := 97 ≤ c.toNat && c.toNat ≤ 122
def isAlpha (c : Char) : Bool := c.isUpper || c.isLower
def isDigit (c : Char) : Bool := 48 ≤ c.toNat && c.toNat ≤ 57
def isAlphanum (c : Char) : Bool := c.isAlpha || c.isDigit
def toLower (c : Char) : Char := if c.isUpper then ofNat (c.toNat + 32) else c
def toUpper (c : Char) : Char := if c.isLower then ofNat (c.toNat - 32) else c

protected def toString (c : Char) : String := String.ofList [c]

end Char

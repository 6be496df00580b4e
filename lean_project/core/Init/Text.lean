prelude
import Init.Utf8
import Init.Format
import Init.WF
import Init.GetElem
/-!
# Strings: further operations that messages need

All are native: an `opaque` gives name and type, `#eval` calls the native code, and no theorem can
say what the result is.  What theorems can speak of is in `Init.Utf8`.
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

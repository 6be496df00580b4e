-- looks odd: local variables called as constants of the library

theorem t (True : Prop) (trivial : True) : True := trivial
namespace Nat
def one : Nat := 1
theorem self (Nat : Type) (x : Nat) : x = x := rfl
end Nat

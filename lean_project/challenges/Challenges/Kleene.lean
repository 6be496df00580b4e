/-! Kleene's logic of three values. -/

inductive Kleene where
  | no
  | unknown
  | yes

namespace Kleene

def not : Kleene → Kleene
  | no => yes
  | unknown => unknown
  | yes => no

def and : Kleene → Kleene → Kleene
  | no, _ => no
  | yes, b => b
  | unknown, no => no
  | unknown, _ => unknown

def or (a b : Kleene) : Kleene := not (and (not a) (not b))

/-- Whether a value is settled. -/
def definite : Kleene → Bool
  | unknown => false
  | _ => true

end Kleene

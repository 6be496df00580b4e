/-! Finite sequences from nothing, with the usual functions on them. -/

inductive Sequence (α : Type) where
  | nil
  | cons (head : α) (tail : Sequence α)

namespace Sequence

variable {α β : Type}

def append : Sequence α → Sequence α → Sequence α
  | nil, ys => ys
  | cons x xs, ys => cons x (append xs ys)

def reverse : Sequence α → Sequence α
  | nil => nil
  | cons x xs => append (reverse xs) (cons x nil)

/-- The reversal of the first sequence, then the second: reversal with an accumulator. -/
def reverseOnto : Sequence α → Sequence α → Sequence α
  | nil, acc => acc
  | cons x xs, acc => reverseOnto xs (cons x acc)

def length : Sequence α → Nat
  | nil => 0
  | cons _ xs => length xs + 1

def map (f : α → β) : Sequence α → Sequence β
  | nil => nil
  | cons x xs => cons (f x) (map f xs)

def flatten : Sequence (Sequence α) → Sequence α
  | nil => nil
  | cons xs xss => append xs (flatten xss)

def sum : Sequence Nat → Nat
  | nil => 0
  | cons n ns => n + sum ns

def member (x : α) : Sequence α → Prop
  | nil => False
  | cons y ys => x = y ∨ member x ys

def filter (p : α → Bool) : Sequence α → Sequence α
  | nil => nil
  | cons x xs => if p x then cons x (filter p xs) else filter p xs

end Sequence

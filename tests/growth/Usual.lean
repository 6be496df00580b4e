/-! Numbers and sequences from nothing, with definitions alone: what is true of them is for growing to find. -/

inductive Num where
  | zero
  | succ (n : Num)

namespace Num

def add : Num → Num → Num
  | a, zero => a
  | a, succ b => succ (add a b)

def mul : Num → Num → Num
  | _, zero => zero
  | a, succ b => add (mul a b) a

def pow : Num → Num → Num
  | _, zero => succ zero
  | a, succ b => mul (pow a b) a

def double : Num → Num
  | zero => zero
  | succ n => succ (succ (double n))

def even : Num → Bool
  | zero => true
  | succ n => !even n

def le (a b : Num) : Prop := ∃ c, b = add a c

end Num

inductive Series (α : Type) where
  | nil
  | cons (head : α) (tail : Series α)

namespace Series

variable {α β : Type}

def append : Series α → Series α → Series α
  | nil, ys => ys
  | cons x xs, ys => cons x (append xs ys)

def reverse : Series α → Series α
  | nil => nil
  | cons x xs => append (reverse xs) (cons x nil)

def length : Series α → Num
  | nil => .zero
  | cons _ xs => .succ (length xs)

def map (f : α → β) : Series α → Series β
  | nil => nil
  | cons x xs => cons (f x) (map f xs)

def filter (p : α → Bool) : Series α → Series α
  | nil => nil
  | cons x xs => if p x then cons x (filter p xs) else filter p xs

def member (x : α) : Series α → Prop
  | nil => False
  | cons y ys => x = y ∨ member x ys

def flatten : Series (Series α) → Series α
  | nil => nil
  | cons xs xss => append xs (flatten xss)

end Series

/-!
Finite sequences and binary trees from nothing, with the usual functions on them. They stand in one module, so that
what is proved of sequences is at hand where trees are traversed.
-/

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

/-- A binary tree with a label at each node. -/
inductive Tree (α : Type) where
  | leaf
  | node (left : Tree α) (label : α) (right : Tree α)

namespace Tree

variable {α β : Type}

/-- The tree seen in a mirror: left and right exchanged at every node. -/
def mirror : Tree α → Tree α
  | leaf => leaf
  | node l x r => node (mirror r) x (mirror l)

/-- How many labels a tree has. -/
def size : Tree α → Nat
  | leaf => 0
  | node l _ r => size l + 1 + size r

/-- How many leaves a tree has. -/
def leaves : Tree α → Nat
  | leaf => 1
  | node l _ r => leaves l + leaves r

def relabel (f : α → β) : Tree α → Tree β
  | leaf => leaf
  | node l x r => node (relabel f l) (f x) (relabel f r)

/-- The labels from left to right. -/
def inorder : Tree α → Sequence α
  | leaf => .nil
  | node l x r => (inorder l).append (.cons x (inorder r))

/-- The labels from left to right, then `acc`. -/
def inorderOnto : Tree α → Sequence α → Sequence α
  | leaf, acc => acc
  | node l x r, acc => inorderOnto l (.cons x (inorderOnto r acc))

/-- The sum of the labels. -/
def total : Tree Nat → Nat
  | leaf => 0
  | node l n r => total l + n + total r

/-- `x` is a label of the tree. -/
def contains (x : α) : Tree α → Prop
  | leaf => False
  | node l y r => contains x l ∨ x = y ∨ contains x r

end Tree

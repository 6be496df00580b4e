import Challenges.Sequence

/-! Binary trees with a label at each node. Their contents are the sequences of `Challenges.Sequence`. -/

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

def map (f : α → β) : Tree α → Tree β
  | leaf => leaf
  | node l x r => node (map f l) (f x) (map f r)

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
def member (x : α) : Tree α → Prop
  | leaf => False
  | node l y r => member x l ∨ x = y ∨ member x r

end Tree

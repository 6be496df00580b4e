/-! An abstract lattice: a partial order in which every two elements have a greatest lower and a least upper bound. -/

class Lattice (L : Type) where
  le : L → L → Prop
  meet : L → L → L
  join : L → L → L
  le_refl : ∀ a : L, le a a
  le_trans : ∀ {a b c : L}, le a b → le b c → le a c
  le_antisymm : ∀ {a b : L}, le a b → le b a → a = b
  meet_le_left : ∀ a b : L, le (meet a b) a
  meet_le_right : ∀ a b : L, le (meet a b) b
  le_meet : ∀ {a b c : L}, le c a → le c b → le c (meet a b)
  le_join_left : ∀ a b : L, le a (join a b)
  le_join_right : ∀ a b : L, le b (join a b)
  join_le : ∀ {a b c : L}, le a c → le b c → le (join a b) c

namespace Lattice

infix:50 " ≼ " => Lattice.le
infixl:70 " ⊓ " => Lattice.meet
infixl:65 " ⊔ " => Lattice.join

end Lattice

/-! An abstract group with three axioms only: the unit and the inverses are known on the left alone. -/

class Group (G : Type) where
  mul : G → G → G
  one : G
  inv : G → G
  mul_assoc : ∀ a b c : G, mul (mul a b) c = mul a (mul b c)
  one_mul : ∀ a : G, mul one a = a
  inv_mul : ∀ a : G, mul (inv a) a = one

namespace Group

infixl:70 " ⋆ " => Group.mul

end Group

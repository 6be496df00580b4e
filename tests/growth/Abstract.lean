/-! Abstract structures, of which nothing can be run: a class of groups, a class of lattices without an order, and a
structure of monoids whose operations take it as an argument. -/

class Gruppe (G : Type) where
  mul : G → G → G
  one : G
  inv : G → G
  mul_assoc : ∀ a b c : G, mul (mul a b) c = mul a (mul b c)
  one_mul : ∀ a : G, mul one a = a
  inv_mul : ∀ a : G, mul (inv a) a = one

class Verband (L : Type) where
  meet : L → L → L
  join : L → L → L
  meet_comm : ∀ a b : L, meet a b = meet b a
  join_comm : ∀ a b : L, join a b = join b a
  meet_assoc : ∀ a b c : L, meet (meet a b) c = meet a (meet b c)
  join_assoc : ∀ a b c : L, join (join a b) c = join a (join b c)
  meet_join : ∀ a b : L, meet a (join a b) = a
  join_meet : ∀ a b : L, join a (meet a b) = a

def Verband.le {L : Type} [Verband L] (a b : L) : Prop := meet a b = a

structure Halbgruppe (M : Type) where
  op : M → M → M
  unit : M
  op_assoc : ∀ a b c : M, op (op a b) c = op a (op b c)
  unit_op : ∀ a : M, op unit a = a
  op_unit : ∀ a : M, op a unit = a

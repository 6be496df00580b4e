/-! A stand-in for Lean's own list: statements of Lean's core, as its sources state them, under `Expected`.
They are compared with the compact core's as expressions; there is nothing to prove here. -/

axiom Expected.Int.nonneg_def {a : Int} : Int.NonNeg a ↔ ∃ n : Nat, a = n
axiom Expected.Int.le_def {a b : Int} : a ≤ b ↔ Int.NonNeg (b - a)
axiom Expected.Int.lt_iff_add_one_le {a b : Int} : a < b ↔ a + 1 ≤ b
axiom Expected.Int.le.intro {a b : Int} (n : Nat) (h : a + n = b) : a ≤ b
axiom Expected.Int.le.dest {a b : Int} (h : a ≤ b) : ∃ n : Nat, a + n = b
axiom Expected.Int.le_total (a b : Int) : a ≤ b ∨ b ≤ a
axiom Expected.Int.ofNat_le {m n : Nat} : (↑m : Int) ≤ ↑n ↔ m ≤ n
axiom Expected.Int.eq_ofNat_of_zero_le {a : Int} (h : 0 ≤ a) : ∃ n : Nat, a = n
axiom Expected.Int.ofNat_lt {n m : Nat} : (↑n : Int) < ↑m ↔ n < m
axiom Expected.Int.natCast_nonneg (n : Nat) : 0 ≤ (n : Int)
axiom Expected.Int.le_refl (a : Int) : a ≤ a
axiom Expected.Int.le_trans {a b c : Int} (h₁ : a ≤ b) (h₂ : b ≤ c) : a ≤ c
axiom Expected.Int.le_antisymm {a b : Int} (h₁ : a ≤ b) (h₂ : b ≤ a) : a = b
axiom Expected.Int.lt_irrefl (a : Int) : ¬a < a
axiom Expected.Int.ne_of_lt {a b : Int} (h : a < b) : a ≠ b
axiom Expected.Int.ne_of_gt {a b : Int} (h : b < a) : a ≠ b
axiom Expected.Int.le_of_lt {a b : Int} (h : a < b) : a ≤ b
axiom Expected.Int.lt_iff_le_and_ne {a b : Int} : a < b ↔ a ≤ b ∧ a ≠ b
axiom Expected.Int.zero_lt_one : (0 : Int) < 1
axiom Expected.Int.not_le {a b : Int} : ¬a ≤ b ↔ b < a
axiom Expected.Int.not_lt {a b : Int} : ¬a < b ↔ b ≤ a
axiom Expected.Int.lt_trichotomy (a b : Int) : a < b ∨ a = b ∨ b < a
axiom Expected.Int.lt_of_le_of_lt {a b c : Int} (h₁ : a ≤ b) (h₂ : b < c) : a < c
axiom Expected.Int.lt_of_lt_of_le {a b c : Int} (h₁ : a < b) (h₂ : b ≤ c) : a < c
axiom Expected.Int.lt_trans {a b c : Int} (h₁ : a < b) (h₂ : b < c) : a < c
axiom Expected.Int.le_natAbs {a : Int} : a ≤ Int.natAbs a
axiom Expected.Int.negSucc_lt_zero (n : Nat) : Int.negSucc n < 0
axiom Expected.Int.add_le_add_left {a b : Int} (h : a ≤ b) (c : Int) : c + a ≤ c + b
axiom Expected.Int.add_lt_add_left {a b : Int} (h : a < b) (c : Int) : c + a < c + b
axiom Expected.Int.le_of_add_le_add_left {a b c : Int} (h : a + b ≤ a + c) : b ≤ c
axiom Expected.Int.add_le_add_iff_left {b c : Int} (a : Int) : a + b ≤ a + c ↔ b ≤ c
axiom Expected.Int.add_le_add {a b c d : Int} (h₁ : a ≤ b) (h₂ : c ≤ d) : a + c ≤ b + d
axiom Expected.Int.neg_le_neg {a b : Int} (h : a ≤ b) : -b ≤ -a
axiom Expected.Int.neg_pos_of_neg {a : Int} (h : a < 0) : 0 < -a
axiom Expected.Int.sub_nonneg_of_le {a b : Int} (h : b ≤ a) : 0 ≤ a - b
axiom Expected.Int.le_of_sub_nonneg {a b : Int} (h : 0 ≤ a - b) : b ≤ a
axiom Expected.Int.sub_left_le_of_le_add {a b c : Int} (h : a ≤ b + c) : a - b ≤ c
axiom Expected.Int.add_one_le_of_lt {a b : Int} (H : a < b) : a + 1 ≤ b
axiom Expected.Int.min_def (n m : Int) : min n m = if n ≤ m then n else m
axiom Expected.Int.max_def (n m : Int) : max n m = if n ≤ m then m else n
axiom Expected.Int.min_le_right (a b : Int) : min a b ≤ b
axiom Expected.Int.neg_zero : -(0 : Int) = 0
axiom Expected.Int.negSucc_ne_zero (n : Nat) : Int.negSucc n ≠ 0
axiom Expected.Int.neg_neg (a : Int) : -(-a) = a
axiom Expected.Int.neg_inj {a b : Int} : -a = -b ↔ a = b
axiom Expected.Int.sub_eq_add_neg {a b : Int} : a - b = a + -b
axiom Expected.Int.add_comm (a b : Int) : a + b = b + a
axiom Expected.Int.add_zero (a : Int) : a + 0 = a
axiom Expected.Int.add_assoc (a b c : Int) : a + b + c = a + (b + c)
axiom Expected.Int.add_left_comm (a b c : Int) : a + (b + c) = b + (a + c)
axiom Expected.Int.add_left_neg (a : Int) : -a + a = 0
axiom Expected.Int.add_left_cancel {a b c : Int} (h : a + b = a + c) : b = c
axiom Expected.Int.neg_add {a b : Int} : -(a + b) = -a + -b
axiom Expected.Int.sub_self (a : Int) : a - a = 0
axiom Expected.Int.eq_of_sub_eq_zero {a b : Int} (h : a - b = 0) : a = b
axiom Expected.Int.sub_eq_zero {a b : Int} : a - b = 0 ↔ a = b
axiom Expected.Int.neg_sub (a b : Int) : -(a - b) = b - a
axiom Expected.Int.sub_neg (a b : Int) : a - -b = a + b
axiom Expected.Int.sub_add_cancel (a b : Int) : a - b + b = a
axiom Expected.Int.mul_comm (a b : Int) : a * b = b * a
axiom Expected.Int.mul_assoc (a b c : Int) : a * b * c = a * (b * c)
axiom Expected.Int.mul_zero (a : Int) : a * 0 = 0
axiom Expected.Int.toNat_sub (m n : Nat) : Int.toNat (m - n) = m - n

axiom Expected.Nat.zero_add (n : Nat) : 0 + n = n
axiom Expected.Nat.succ_add (n m : Nat) : Nat.succ n + m = Nat.succ (n + m)
axiom Expected.Nat.add_comm (n m : Nat) : n + m = m + n
axiom Expected.Nat.add_assoc (n m k : Nat) : n + m + k = n + (m + k)
axiom Expected.Nat.add_right_comm (n m k : Nat) : n + m + k = n + k + m
axiom Expected.Nat.add_left_cancel {n m k : Nat} : n + m = n + k → m = k
axiom Expected.Nat.add_right_cancel {n m k : Nat} (h : n + m = k + m) : n = k
axiom Expected.Nat.eq_zero_of_add_eq_zero {n m : Nat} : n + m = 0 → n = 0 ∧ m = 0
axiom Expected.Nat.mul_zero (n : Nat) : n * 0 = 0
axiom Expected.Nat.mul_comm (n m : Nat) : n * m = m * n
axiom Expected.Nat.mul_add (n m k : Nat) : n * (m + k) = n * m + n * k
axiom Expected.Nat.mul_assoc (n m k : Nat) : n * m * k = n * (m * k)
axiom Expected.Nat.succ_lt_succ {n m : Nat} : n < m → Nat.succ n < Nat.succ m
axiom Expected.Nat.sub_zero (n : Nat) : n - 0 = n
axiom Expected.Nat.pred_le (n : Nat) : Nat.pred n ≤ n
axiom Expected.Nat.sub_le (n m : Nat) : n - m ≤ n
axiom Expected.Nat.sub_lt {n m : Nat} : 0 < n → 0 < m → n - m < n
axiom Expected.Nat.sub_self (n : Nat) : n - n = 0
axiom Expected.Nat.lt_of_lt_of_le {n m k : Nat} : n < m → m ≤ k → n < k
axiom Expected.Nat.le_of_eq {n m : Nat} (p : n = m) : n ≤ m
axiom Expected.Nat.eq_zero_or_pos (n : Nat) : n = 0 ∨ n > 0
axiom Expected.Nat.pos_of_ne_zero {n : Nat} : n ≠ 0 → 0 < n
axiom Expected.Nat.le_total (m n : Nat) : m ≤ n ∨ n ≤ m
axiom Expected.Nat.ne_of_lt {a b : Nat} (h : a < b) : a ≠ b
axiom Expected.Nat.le_add_right (n k : Nat) : n ≤ n + k
axiom Expected.Nat.le_add_left (n m : Nat) : n ≤ m + n
axiom Expected.Nat.le.dest {n m : Nat} : n ≤ m → Exists (fun k => n + k = m)
axiom Expected.Nat.le.intro {n m k : Nat} (h : n + k = m) : n ≤ m
axiom Expected.Nat.not_le_of_gt {n m : Nat} (h : n > m) : ¬n ≤ m
axiom Expected.Nat.not_le {a b : Nat} : ¬a ≤ b ↔ b < a
axiom Expected.Nat.not_lt {a b : Nat} : ¬a < b ↔ b ≤ a
axiom Expected.Nat.lt_trichotomy (a b : Nat) : a < b ∨ a = b ∨ b < a
axiom Expected.Nat.add_le_add_left {n m : Nat} (h : n ≤ m) (k : Nat) : k + n ≤ k + m
axiom Expected.Nat.one_add (n : Nat) : 1 + n = Nat.succ n
axiom Expected.Nat.add_add_add_comm (a b c d : Nat) : a + b + (c + d) = a + c + (b + d)
axiom Expected.Nat.add_left_cancel_iff {m k n : Nat} : n + m = n + k ↔ m = k
axiom Expected.Nat.add_right_cancel_iff {m k n : Nat} : m + n = k + n ↔ m = k
axiom Expected.Nat.lt_of_add_lt_add_right {k m n : Nat} : k + n < m + n → k < m
axiom Expected.Nat.lt_of_add_lt_add_left {k m n : Nat} : n + k < n + m → k < m
axiom Expected.Nat.add_lt_add_iff_left {k n m : Nat} : k + n < k + m ↔ n < m
axiom Expected.Nat.add_lt_add_of_le_of_lt {a b c d : Nat} (hle : a ≤ b) (hlt : c < d) : a + c < b + d
axiom Expected.Nat.sub_right_comm (m n k : Nat) : m - n - k = m - k - n
axiom Expected.Nat.add_sub_cancel_right (n m : Nat) : n + m - m = n
axiom Expected.Nat.sub_sub_self {n m : Nat} (h : m ≤ n) : n - (n - m) = m
axiom Expected.Nat.sub_eq_zero_iff_le {n m : Nat} : n - m = 0 ↔ n ≤ m
axiom Expected.Nat.sub_le_iff_le_add {a b c : Nat} : a - b ≤ c ↔ a ≤ c + b
axiom Expected.Nat.le_sub_iff_add_le {k m n : Nat} (h : k ≤ m) : n ≤ m - k ↔ n + k ≤ m
axiom Expected.Nat.lt_sub_iff_add_lt {a b c : Nat} : a < c - b ↔ a + b < c

axiom Expected.List.cons_ne_nil.{u} {α : Type u} (a : α) (l : List α) : a :: l ≠ []
axiom Expected.List.length_pos_of_mem.{u} {α : Type u} {a : α} {l : List α} : a ∈ l → 0 < List.length l
axiom Expected.List.cons_eq_cons.{u} {α : Type u} {a b : α} {l l' : List α} : a :: l = b :: l' ↔ a = b ∧ l = l'
axiom Expected.List.not_mem_nil.{u} {α : Type u} {a : α} : ¬a ∈ ([] : List α)
axiom Expected.List.mem_cons.{u} {α : Type u} {b : α} {l : List α} {a : α} : a ∈ b :: l ↔ a = b ∨ a ∈ l
axiom Expected.List.mem_cons_of_mem.{u} {α : Type u} (y : α) {a : α} {l : List α} : a ∈ l → a ∈ y :: l
axiom Expected.List.getElem?_cons_succ.{u} {α : Type u} {a : α} {i : Nat} {l : List α} : (a :: l)[i + 1]? = l[i]?

axiom Expected.And.imp (f : a → c) (g : b → d) (h : a ∧ b) : c ∧ d
axiom Expected.And.imp_left (h : a → b) : a ∧ c → b ∧ c
axiom Expected.And.imp_right (h : a → b) : c ∧ a → c ∧ b
axiom Expected.and_congr (h₁ : a ↔ c) (h₂ : b ↔ d) : a ∧ b ↔ c ∧ d
axiom Expected.and_left_comm : a ∧ b ∧ c ↔ b ∧ a ∧ c
axiom Expected.and_right_comm : (a ∧ b) ∧ c ↔ (a ∧ c) ∧ b
axiom Expected.and_iff_left (hb : b) : a ∧ b ↔ a
axiom Expected.and_iff_right (ha : a) : a ∧ b ↔ b
axiom Expected.or_congr (h₁ : a ↔ c) (h₂ : b ↔ d) : (a ∨ b) ↔ (c ∨ d)
axiom Expected.or_left_comm : a ∨ (b ∨ c) ↔ b ∨ (a ∨ c)
axiom Expected.or_right_comm : (a ∨ b) ∨ c ↔ (a ∨ c) ∨ b
axiom Expected.or_iff_left (hb : ¬b) : a ∨ b ↔ a
axiom Expected.or_iff_right (ha : ¬a) : a ∨ b ↔ b
axiom Expected.not_imp_of_and_not : a ∧ ¬b → ¬(a → b)
axiom Expected.and_or_left : a ∧ (b ∨ c) ↔ (a ∧ b) ∨ (a ∧ c)
axiom Expected.or_and_right : (a ∨ b) ∧ c ↔ (a ∧ c) ∨ (b ∧ c)
axiom Expected.or_and_left : a ∨ (b ∧ c) ↔ (a ∨ b) ∧ (a ∨ c)
axiom Expected.and_or_right : (a ∧ b) ∨ c ↔ (a ∨ c) ∧ (b ∨ c)
axiom Expected.or_imp : (a ∨ b → c) ↔ (a → c) ∧ (b → c)
axiom Expected.not_or : ¬(p ∨ q) ↔ ¬p ∧ ¬q
axiom Expected.not_and_of_not_or_not (h : ¬a ∨ ¬b) : ¬(a ∧ b)
axiom Expected.forall_imp {p q : α → Prop} (h : ∀ a, p a → q a) : (∀ a, p a) → ∀ a, q a
axiom Expected.Exists.imp {p q : α → Prop} (h : ∀ a, p a → q a) : (∃ a, p a) → ∃ a, q a
axiom Expected.exists_imp {p : α → Prop} {b : Prop} : ((∃ x, p x) → b) ↔ ∀ x, p x → b
axiom Expected.exists_congr {p q : α → Prop} (h : ∀ a, p a ↔ q a) : (∃ a, p a) ↔ ∃ a, q a
axiom Expected.not_exists {p : α → Prop} : (¬∃ x, p x) ↔ ∀ x, ¬p x
axiom Expected.forall_and {p q : α → Prop} : (∀ x, p x ∧ q x) ↔ (∀ x, p x) ∧ (∀ x, q x)
axiom Expected.exists_or {p q : α → Prop} : (∃ x, p x ∨ q x) ↔ (∃ x, p x) ∨ ∃ x, q x
axiom Expected.forall_eq {p : α → Prop} {a' : α} : (∀ a, a = a' → p a) ↔ p a'
axiom Expected.exists_eq_left {p : α → Prop} {a' : α} : (∃ a, a = a' ∧ p a) ↔ p a'
axiom Expected.exists_eq_right {p : α → Prop} {a' : α} : (∃ a, p a ∧ a = a') ↔ p a'
axiom Expected.exists_and_left {p : α → Prop} {b : Prop} : (∃ x, b ∧ p x) ↔ b ∧ (∃ x, p x)
axiom Expected.exists_and_right {p : α → Prop} {b : Prop} : (∃ x, p x ∧ b) ↔ (∃ x, p x) ∧ b
axiom Expected.exists_prop {b a : Prop} : (∃ _h : a, b) ↔ a ∧ b
axiom Expected.forall_comm {p : α → β → Prop} : (∀ a b, p a b) ↔ (∀ b a, p a b)
axiom Expected.exists_comm {p : α → β → Prop} : (∃ a b, p a b) ↔ (∃ b a, p a b)
axiom Expected.exists_const {b : Prop} (α) [i : Nonempty α] : (∃ _ : α, b) ↔ b
axiom Expected.forall_const {b : Prop} (α : Sort _) [i : Nonempty α] : (α → b) ↔ b

axiom Expected.of_eq_true (h : p = True) : p
axiom Expected.eq_true (h : p) : p = True
axiom Expected.eq_false (h : ¬ p) : p = False
axiom Expected.eq_self (a : α) : (a = a) = True
axiom Expected.implies_congr.{u, v} {p₁ p₂ : Sort u} {q₁ q₂ : Sort v} (h₁ : p₁ = p₂) (h₂ : q₁ = q₂) : (p₁ → q₁) = (p₂ → q₂)
axiom Expected.iff_congr {p₁ p₂ q₁ q₂ : Prop} (h₁ : p₁ ↔ p₂) (h₂ : q₁ ↔ q₂) : (p₁ ↔ q₁) ↔ (p₂ ↔ q₂)
axiom Expected.implies_congr_ctx {p₁ p₂ q₁ q₂ : Prop} (h₁ : p₁ = p₂) (h₂ : p₂ → q₁ = q₂) : (p₁ → q₁) = (p₂ → q₂)
axiom Expected.forall_congr.{u} {α : Sort u} {p q : α → Prop} (h : ∀ a, p a = q a) : (∀ a, p a) = (∀ a, q a)
axiom Expected.ite_congr {x y u v : α} {s : Decidable b} [Decidable c] (h₁ : b = c) (h₂ : c → x = u) (h₃ : ¬ c → y = v) : ite b x y = ite c u v
axiom Expected.ne_eq (a b : α) : (a ≠ b) = ¬(a = b)
axiom Expected.ite_cond_eq_true.{u} {α : Sort u} {c : Prop} {_ : Decidable c} (a b : α) (h : c = True) : (if c then a else b) = a
axiom Expected.ite_self.{u} {α : Sort u} {c : Prop} {d : Decidable c} (a : α) : ite c a a = a
axiom Expected.and_true (p : Prop) : (p ∧ True) = p
axiom Expected.and_self (p : Prop) : (p ∧ p) = p
axiom Expected.and_not_self : ¬(a ∧ ¬a)
axiom Expected.and_imp : (a ∧ b → c) ↔ (a → b → c)
axiom Expected.not_and : ¬(a ∧ b) ↔ (a → ¬b)
axiom Expected.or_true (p : Prop) : (p ∨ True) = True
axiom Expected.iff_false (p : Prop) : (p ↔ False) = ¬p
axiom Expected.implies_true.{u} (α : Sort u) : (α → True) = True
axiom Expected.not_false_eq_true : (¬ False) = True
axiom Expected.and_congr_right (h : a → (b ↔ c)) : a ∧ b ↔ a ∧ c
axiom Expected.and_congr_left (h : c → (a ↔ b)) : a ∧ c ↔ b ∧ c
axiom Expected.and_assoc : (a ∧ b) ∧ c ↔ a ∧ (b ∧ c)
axiom Expected.and_iff_left_of_imp (h : a → b) : (a ∧ b) ↔ a
axiom Expected.and_iff_left_iff_imp : ((a ∧ b) ↔ a) ↔ (a → b)
axiom Expected.Or.imp (f : a → c) (g : b → d) (h : a ∨ b) : c ∨ d
axiom Expected.or_assoc : (a ∨ b) ∨ c ↔ a ∨ (b ∨ c)
axiom Expected.or_iff_right_of_imp (ha : a → b) : (a ∨ b) ↔ b
axiom Expected.or_iff_left_iff_imp : (a ∨ b ↔ a) ↔ (b → a)
axiom Expected.Bool.or_eq_true (a b : Bool) : ((a || b) = true) = (a = true ∨ b = true)
axiom Expected.Bool.and_eq_true (a b : Bool) : ((a && b) = true) = (a = true ∧ b = true)
axiom Expected.Bool.not_eq_true' (b : Bool) : ((!b) = true) = (b = false)
axiom Expected.Bool.not_eq_true (b : Bool) : (¬(b = true)) = (b = false)
axiom Expected.decide_eq_true_eq [Decidable p] : (decide p = true) = p
axiom Expected.heq_eq_eq (a b : α) : HEq a b = (a = b)
axiom Expected.beq_self_eq_true [BEq α] [ReflBEq α] (a : α) : (a == a) = true
axiom Expected.Nat.le_zero_eq (a : Nat) : (a ≤ 0) = (a = 0)

axiom Expected.Nat.dvd_refl (a : Nat) : a ∣ a
axiom Expected.Nat.eq_zero_of_zero_dvd {a : Nat} (h : 0 ∣ a) : a = 0
axiom Expected.Nat.dvd_trans {a b c : Nat} (h₁ : a ∣ b) (h₂ : b ∣ c) : a ∣ c
axiom Expected.Nat.dvd_mul_left (a b : Nat) : a ∣ b * a
axiom Expected.Nat.dvd_mul_right (a b : Nat) : a ∣ a * b
axiom Expected.Nat.dvd_add {a b c : Nat} (h₁ : a ∣ b) (h₂ : a ∣ c) : a ∣ b + c
axiom Expected.Nat.le_of_dvd {m n : Nat} (h : 0 < n) : m ∣ n → m ≤ n
axiom Expected.Nat.dvd_antisymm : ∀ {m n : Nat}, m ∣ n → n ∣ m → m = n
axiom Expected.Nat.dvd_mod_iff {k m n : Nat} (h: k ∣ n) : k ∣ m % n ↔ k ∣ m
axiom Expected.Nat.pos_of_dvd_of_pos {m n : Nat} (H1 : m ∣ n) (H2 : 0 < n) : 0 < m
axiom Expected.Nat.mod_eq_zero_of_dvd {m n : Nat} (H : m ∣ n) : n % m = 0
axiom Expected.Nat.dvd_of_mod_eq_zero {m n : Nat} (H : n % m = 0) : m ∣ n
axiom Expected.Nat.dvd_iff_mod_eq_zero {m n : Nat} : m ∣ n ↔ n % m = 0
axiom Expected.Nat.mul_div_cancel' {n m : Nat} (H : n ∣ m) : n * (m / n) = m
axiom Expected.Nat.div_mul_cancel {n m : Nat} (H : n ∣ m) : m / n * n = m
axiom Expected.Nat.mod_mod_of_dvd (a : Nat) (h : c ∣ b) : a % b % c = a % c
axiom Expected.Nat.mul_dvd_mul {a b c d : Nat} : a ∣ b → c ∣ d → a * c ∣ b * d
axiom Expected.Nat.mul_dvd_mul_left (a : Nat) (h : b ∣ c) : a * b ∣ a * c
axiom Expected.Nat.mul_div_assoc (m : Nat) (H : k ∣ n) : m * n / k = m * (n / k)

axiom Expected.Int.dvd_add : ∀ {a b c : Int}, a ∣ b → a ∣ c → a ∣ b + c
axiom Expected.Int.dvd_sub : ∀ {a b c : Int}, a ∣ b → a ∣ c → a ∣ b - c
axiom Expected.Int.dvd_add_right {a b c : Int} (H : a ∣ b) : a ∣ b + c ↔ a ∣ c
axiom Expected.Int.le_of_dvd {a b : Int} (bpos : 0 < b) (H : a ∣ b) : a ≤ b
axiom Expected.Int.natAbs_dvd {a b : Int} : (a.natAbs : Int) ∣ b ↔ a ∣ b
axiom Expected.Int.dvd_natAbs {a b : Int} : a ∣ b.natAbs ↔ a ∣ b
axiom Expected.Int.dvd_antisymm {a b : Int} (H1 : 0 ≤ a) (H2 : 0 ≤ b) : a ∣ b → b ∣ a → a = b
axiom Expected.Int.mul_dvd_mul {a b c d : Int} : a ∣ b → c ∣ d → a * c ∣ b * d
axiom Expected.Int.natCast_dvd_natCast {m n : Nat} : (↑m : Int) ∣ ↑n ↔ m ∣ n
axiom Expected.Int.dvd_zero (n : Int) : n ∣ 0
axiom Expected.Int.dvd_trans : ∀ {a b c : Int}, a ∣ b → b ∣ c → a ∣ c
axiom Expected.Int.ofNat_dvd {m n : Nat} : (↑m : Int) ∣ ↑n ↔ m ∣ n
axiom Expected.Int.dvd_mul_right (a b : Int) : a ∣ a * b
axiom Expected.Int.dvd_mul_left (a b : Int) : b ∣ a * b
axiom Expected.Int.neg_dvd {a b : Int} : -a ∣ b ↔ a ∣ b
axiom Expected.Int.natAbs_dvd_natAbs {a b : Int} : Int.natAbs a ∣ Int.natAbs b ↔ a ∣ b
axiom Expected.Int.zero_ediv : ∀ b : Int, 0 / b = 0
axiom Expected.Int.ediv_zero : ∀ a : Int, a / 0 = 0
axiom Expected.Int.emod_zero : ∀ a : Int, a % 0 = a
axiom Expected.Int.natCast_emod (m n : Nat) : (↑(m % n) : Int) = m % n
axiom Expected.Int.emod_def (a b : Int) : a % b = a - b * (a / b)
axiom Expected.Int.ediv_neg : ∀ a b : Int, a / (-b) = -(a / b)
axiom Expected.Int.add_mul_ediv_right (a b : Int) {c : Int} (H : c ≠ 0) : (a + b * c) / c = a / c + b
axiom Expected.Int.mul_ediv_cancel (a : Int) {b : Int} (H : b ≠ 0) : (a * b) / b = a
axiom Expected.Int.mul_ediv_cancel_left (b : Int) (H : a ≠ 0) : (a * b) / a = b
axiom Expected.Int.emod_nonneg : ∀ (a : Int) {b : Int}, b ≠ 0 → 0 ≤ a % b
axiom Expected.Int.emod_lt_of_pos (a : Int) {b : Int} (H : 0 < b) : a % b < b
axiom Expected.Int.add_mul_emod_self_right (a b c : Int) : (a + b * c) % c = a % c
axiom Expected.Int.add_mul_emod_self_left (a b c : Int) : (a + b * c) % b = a % b
axiom Expected.Int.emod_add_emod (m n k : Int) : (m % n + k) % n = (m + k) % n
axiom Expected.Int.add_emod (a b n : Int) : (a + b) % n = (a % n + b % n) % n
axiom Expected.Int.mul_emod_left (a b : Int) : (a * b) % b = 0
axiom Expected.Int.mul_emod (a b n : Int) : (a * b) % n = (a % n) * (b % n) % n
axiom Expected.Int.emod_self {a : Int} : a % a = 0
axiom Expected.Int.emod_emod_of_dvd (n : Int) {m k : Int} (h : m ∣ k) : (n % k) % m = n % m
axiom Expected.Int.emod_emod (a b : Int) : (a % b) % b = a % b
axiom Expected.Int.sub_emod (a b n : Int) : (a - b) % n = (a % n - b % n) % n
axiom Expected.Int.mul_ediv_cancel_of_emod_eq_zero {a b : Int} (H : a % b = 0) : b * (a / b) = a
axiom Expected.Int.dvd_of_emod_eq_zero {a b : Int} (H : b % a = 0) : a ∣ b
axiom Expected.Int.emod_eq_zero_of_dvd : ∀ {a b : Int}, a ∣ b → b % a = 0
axiom Expected.Int.dvd_iff_emod_eq_zero {a b : Int} : a ∣ b ↔ b % a = 0
axiom Expected.Int.mul_ediv_assoc (a : Int) : ∀ {b c : Int}, c ∣ b → (a * b) / c = a * (b / c)
axiom Expected.Int.ediv_mul_cancel {a b : Int} (H : b ∣ a) : a / b * b = a
axiom Expected.Int.mul_ediv_cancel' {a b : Int} (H : a ∣ b) : a * (b / a) = b
axiom Expected.Int.mul_ediv_self_le {x k : Int} (h : k ≠ 0) : k * (x / k) ≤ x
axiom Expected.Int.lt_mul_ediv_self_add {x k : Int} (h : 0 < k) : x < k * (x / k) + k
axiom Expected.Int.bmod_emod : Int.bmod x m % m = x % m

axiom Expected.Option.some_ne_none (x : α) : some x ≠ none
axiom Expected.Option.eq_none_or_eq_some (a : Option α) : a = none ∨ ∃ x, a = some x
axiom Expected.Option.isSome_iff_exists : Option.isSome x ↔ ∃ a, x = some a
axiom Expected.Option.ne_none_iff_exists : o ≠ none ↔ ∃ x, some x = o
axiom Expected.Option.map_eq_none_iff : x.map f = none ↔ x = none
axiom Expected.Option.map_eq_some_iff : x.map f = some b ↔ ∃ a, x = some a ∧ f a = b
axiom Expected.Option.bind_eq_none_iff {o : Option α} {f : α → Option β} : o.bind f = none ↔ ∀ a, o = some a → f a = none
axiom Expected.Option.bind_assoc (x : Option α) (f : α → Option β) (g : β → Option γ) : (x.bind f).bind g = x.bind fun y => (f y).bind g
axiom Expected.Option.map_map (h : β → γ) (g : α → β) (x : Option α) : (x.map g).map h = x.map (h ∘ g)

axiom Expected.Nat.gcd_zero_left (y : Nat) : Nat.gcd 0 y = y
axiom Expected.Nat.gcd_succ (x y : Nat) : Nat.gcd (Nat.succ x) y = Nat.gcd (y % Nat.succ x) (Nat.succ x)
axiom Expected.Nat.gcd_rec (m n : Nat) : Nat.gcd m n = Nat.gcd (n % m) m
axiom Expected.Nat.gcd_self (n : Nat) : Nat.gcd n n = n
axiom Expected.Nat.gcd_dvd_left (m n : Nat) : Nat.gcd m n ∣ m
axiom Expected.Nat.gcd_dvd_right (m n : Nat) : Nat.gcd m n ∣ n
axiom Expected.Nat.gcd_le_left (n) (h : 0 < m) : Nat.gcd m n ≤ m
axiom Expected.Nat.dvd_gcd : k ∣ m → k ∣ n → k ∣ Nat.gcd m n
axiom Expected.Nat.dvd_gcd_iff : k ∣ Nat.gcd m n ↔ k ∣ m ∧ k ∣ n
axiom Expected.Nat.gcd_comm (m n : Nat) : Nat.gcd m n = Nat.gcd n m
axiom Expected.Nat.gcd_assoc (m n k : Nat) : Nat.gcd (Nat.gcd m n) k = Nat.gcd m (Nat.gcd n k)
axiom Expected.Nat.gcd_mul_left (m n k : Nat) : Nat.gcd (m * n) (m * k) = m * Nat.gcd n k
axiom Expected.Nat.gcd_mul_right (m n k : Nat) : Nat.gcd (m * n) (k * n) = Nat.gcd m k * n
axiom Expected.Nat.gcd_pos_of_pos_left {m : Nat} (n : Nat) (mpos : 0 < m) : 0 < Nat.gcd m n
axiom Expected.Nat.eq_zero_of_gcd_eq_zero_left {m n : Nat} (H : Nat.gcd m n = 0) : m = 0
axiom Expected.Nat.gcd_div {m n k : Nat} (H1 : k ∣ m) (H2 : k ∣ n) : Nat.gcd (m / k) (n / k) = Nat.gcd m n / k
axiom Expected.Nat.gcd_eq_left {m n : Nat} (H : m ∣ n) : Nat.gcd m n = m
axiom Expected.Nat.gcd_eq_zero_iff {i j : Nat} : Nat.gcd i j = 0 ↔ i = 0 ∧ j = 0

axiom Expected.Nat.mul_self_inj {m n : Nat} : m * m = n * n ↔ m = n
axiom Expected.Nat.mod_two_eq_zero_or_one (n : Nat) : n % 2 = 0 ∨ n % 2 = 1
axiom Expected.Nat.mul_mod_mul_right (z x y : Nat) : (x * z) % (y * z) = (x % y) * z
axiom Expected.Nat.mod_mod (a n : Nat) : (a % n) % n = a % n
axiom Expected.Nat.mul_mod (a b n : Nat) : a * b % n = (a % n) * (b % n) % n
axiom Expected.Nat.mod_add_mod (m n k : Nat) : (m % n + k) % n = (m + k) % n
axiom Expected.Nat.add_mod_mod (m n k : Nat) : (m + n % k) % k = (m + n) % k
axiom Expected.Nat.add_mod (a b n : Nat) : (a + b) % n = ((a % n) + (b % n)) % n
axiom Expected.Nat.div_dvd_div {m n k : Nat} : k ∣ m → m ∣ n → m / k ∣ n / k
axiom Expected.Nat.div_eq_zero_iff : a / b = 0 ↔ b = 0 ∨ a < b
axiom Expected.Nat.div_pos_iff : 0 < a / b ↔ 0 < b ∧ b ≤ a
axiom Expected.Nat.eq_mul_of_div_eq_right {a b c : Nat} (H1 : b ∣ a) (H2 : a / b = c) : a = b * c
axiom Expected.Nat.eq_mul_of_div_eq_left {a b c : Nat} (H1 : b ∣ a) (H2 : a / b = c) : a = c * b
axiom Expected.Nat.lt_div_mul_add {a b : Nat} (hb : 0 < b) : a < a / b * b + b
axiom Expected.Nat.one_le_div_iff {a b : Nat} (hb : 0 < b) : 1 ≤ a / b ↔ b ≤ a
axiom Expected.Nat.div_lt_one_iff (hb : 0 < b) : a / b < 1 ↔ a < b
axiom Expected.Nat.div_le_div_right {a b c : Nat} (h : a ≤ b) : a / c ≤ b / c
axiom Expected.Nat.pow_succ' {m n : Nat} : m ^ n.succ = m * m ^ n
axiom Expected.Nat.pow_eq {m n : Nat} : m.pow n = m ^ n
axiom Expected.Nat.zero_pow {n : Nat} (H : 0 < n) : 0 ^ n = 0
axiom Expected.Nat.one_pow (n : Nat) : 1 ^ n = 1
axiom Expected.Nat.pow_two (a : Nat) : a ^ 2 = a * a
axiom Expected.Nat.pow_add (a m n : Nat) : a ^ (m + n) = a ^ m * a ^ n
axiom Expected.Nat.pow_mul (a m n : Nat) : a ^ (m * n) = (a ^ m) ^ n
axiom Expected.Nat.pow_right_comm (a m n : Nat) : (a ^ m) ^ n = (a ^ n) ^ m
axiom Expected.Nat.one_lt_two_pow (h : n ≠ 0) : 1 < 2 ^ n
axiom Expected.Nat.one_le_two_pow : 1 ≤ 2 ^ n
axiom Expected.Nat.pow_lt_pow_succ (h : 1 < a) : a ^ n < a ^ (n + 1)
axiom Expected.Nat.le_of_mod_lt {a b : Nat} (h : a % b < a) : b ≤ a

axiom Expected.List.length_map.{u_1, u_2} {α : Type u_1} {β : Type u_2} {as : List α} (f : α → β) : (as.map f).length = as.length
axiom Expected.List.map_id (l : List α) : List.map (id : α → α) l = l
axiom Expected.List.mem_map {f : α → β} : ∀ {l : List α}, b ∈ l.map f ↔ ∃ a, a ∈ l ∧ f a = b
axiom Expected.List.map_eq_nil_iff {f : α → β} {l : List α} : List.map f l = [] ↔ l = []
axiom Expected.List.length_filter_le (p : α → Bool) (l : List α) : (l.filter p).length ≤ l.length
axiom Expected.List.length_tail {l : List α} : List.length (List.tail l) = List.length l - 1
axiom Expected.List.filter_cons_of_pos {p : α → Bool} {a : α} {l} (pa : p a) : List.filter p (a :: l) = a :: List.filter p l

axiom Expected.Option.not_isSome (a : Option α) : (!a.isSome) = a.isNone
axiom Expected.Option.not_isNone (a : Option α) : (!a.isNone) = a.isSome
axiom Expected.Option.get_of_mem : ∀ {o : Option α} (h : Option.isSome o), a ∈ o → o.get h = a

axiom Expected.List.Pairwise.imp {α R S} (H : ∀ {a b}, R a b → S a b) : ∀ {l : List α}, l.Pairwise R → l.Pairwise S
axiom Expected.List.rel_of_pairwise_cons (p : (a :: l).Pairwise R) : ∀ {a'}, a' ∈ l → R a a'
axiom Expected.List.Pairwise.of_cons (p : (a :: l).Pairwise R) : List.Pairwise R l
axiom Expected.List.pairwise_singleton (R) (a : α) : List.Pairwise R [a]
axiom Expected.List.Pairwise.map {S : β → β → Prop} (f : α → β) (H : ∀ a b : α, R a b → S (f a) (f b)) (p : List.Pairwise R l) : List.Pairwise S (List.map f l)
axiom Expected.List.pairwise_append {l₁ l₂ : List α} : (l₁ ++ l₂).Pairwise R ↔ l₁.Pairwise R ∧ l₂.Pairwise R ∧ ∀ a ∈ l₁, ∀ b ∈ l₂, R a b
axiom Expected.List.nodup_nil : @List.Nodup α []
axiom Expected.List.nodup_cons {a : α} {l : List α} : List.Nodup (a :: l) ↔ a ∉ l ∧ List.Nodup l
axiom Expected.List.mem_filter : x ∈ List.filter p as ↔ x ∈ as ∧ p x
axiom Expected.List.filter_eq_nil_iff {l} : List.filter p l = [] ↔ ∀ a, a ∈ l → ¬p a
axiom Expected.List.filter_append {p : α → Bool} : ∀ (l₁ l₂ : List α), List.filter p (l₁ ++ l₂) = List.filter p l₁ ++ List.filter p l₂
axiom Expected.List.mem_append {a : α} {s t : List α} : a ∈ s ++ t ↔ a ∈ s ∨ a ∈ t
axiom Expected.List.append_of_mem {a : α} {l : List α} : a ∈ l → ∃ s t : List α, l = s ++ a :: t
axiom Expected.List.append_right_inj {t₁ t₂ : List α} (s) : s ++ t₁ = s ++ t₂ ↔ t₁ = t₂
axiom Expected.List.append_eq_nil_iff : p ++ q = [] ↔ p = [] ∧ q = []
axiom Expected.List.filter_congr {p q : α → Bool} : ∀ {l : List α}, (∀ x ∈ l, p x = q x) → List.filter p l = List.filter q l
axiom Expected.Int.min_eq_left {a b : Int} (h : a ≤ b) : min a b = a
axiom Expected.Int.min_eq_right {a b : Int} (h : b ≤ a) : min a b = b
axiom Expected.Int.le_min {a b c : Int} : a ≤ min b c ↔ a ≤ b ∧ a ≤ c
axiom Expected.Int.max_comm (a b : Int) : max a b = max b a
axiom Expected.Int.le_max_left (a b : Int) : a ≤ max a b
axiom Expected.Int.max_eq_right {a b : Int} (h : a ≤ b) : max a b = b
axiom Expected.Int.max_le {a b c : Int} : max a b ≤ c ↔ a ≤ c ∧ b ≤ c
axiom Expected.Int.mul_nonneg {a b : Int} (ha : 0 ≤ a) (hb : 0 ≤ b) : 0 ≤ a * b
axiom Expected.Int.mul_pos {a b : Int} (ha : 0 < a) (hb : 0 < b) : 0 < a * b
axiom Expected.Int.mul_lt_mul_of_pos_left {a b c : Int} (h₁ : a < b) (h₂ : 0 < c) : c * a < c * b
axiom Expected.Int.mul_lt_mul_of_pos_right {a b c : Int} (h₁ : a < b) (h₂ : 0 < c) : a * c < b * c
axiom Expected.Int.mul_le_mul_of_nonneg_left {a b c : Int} (h₁ : a ≤ b) (h₂ : 0 ≤ c) : c * a ≤ c * b
axiom Expected.Int.mul_le_mul {a b c d : Int} (hac : a ≤ c) (hbd : b ≤ d) (nn_b : 0 ≤ b) (nn_c : 0 ≤ c) : a * b ≤ c * d
axiom Expected.Int.mul_nonpos_of_nonneg_of_nonpos {a b : Int} (ha : 0 ≤ a) (hb : b ≤ 0) : a * b ≤ 0
axiom Expected.Int.natAbs_natCast (n : Nat) : Int.natAbs ↑n = n
axiom Expected.Int.natAbs_eq_zero : Int.natAbs a = 0 ↔ a = 0
axiom Expected.Int.natAbs_pos : 0 < Int.natAbs a ↔ a ≠ 0
axiom Expected.Int.natAbs_neg : ∀ (a : Int), Int.natAbs (-a) = Int.natAbs a
axiom Expected.Int.natAbs_eq : ∀ (a : Int), a = Int.natAbs a ∨ a = -↑(Int.natAbs a)
axiom Expected.Int.natAbs_mul (a b : Int) : Int.natAbs (a * b) = Int.natAbs a * Int.natAbs b
axiom Expected.Int.natAbs_eq_natAbs_iff {a b : Int} : a.natAbs = b.natAbs ↔ a = b ∨ a = -b
axiom Expected.Int.natAbs_of_nonneg {a : Int} (H : 0 ≤ a) : (Int.natAbs a : Int) = a
axiom Expected.Int.ofNat_natAbs_of_nonpos {a : Int} (H : a ≤ 0) : (Int.natAbs a : Int) = -a
axiom Expected.Int.toNat_eq_max : ∀ a : Int, (Int.toNat a : Int) = max a 0
axiom Expected.Int.toNat_of_nonneg {a : Int} (h : 0 ≤ a) : (Int.toNat a : Int) = a
axiom Expected.Int.toNat_natCast (n : Nat) : Int.toNat ↑n = n
axiom Expected.Int.ofNat_toNat (a : Int) : (a.toNat : Int) = max a 0
axiom Expected.Int.self_le_toNat (a : Int) : a ≤ Int.toNat a
axiom Expected.Int.le_toNat {n : Nat} {z : Int} (h : 0 ≤ z) : n ≤ z.toNat ↔ (n : Int) ≤ z
axiom Expected.Int.toNat_add {a b : Int} (ha : 0 ≤ a) (hb : 0 ≤ b) : (a + b).toNat = a.toNat + b.toNat
axiom Expected.Int.pred_toNat : ∀ i : Int, (i - 1).toNat = i.toNat - 1
axiom Expected.Int.le_of_not_le {a b : Int} : ¬ a ≤ b → b ≤ a
axiom Expected.Int.eq_negSucc_of_lt_zero : ∀ {a : Int}, a < 0 → ∃ n : Nat, a = Int.negSucc n
axiom Expected.Int.lt_of_add_lt_add_left {a b c : Int} (h : a + b < a + c) : b < c
axiom Expected.Int.add_lt_add_iff_left (a : Int) : a + b < a + c ↔ b < c
axiom Expected.Int.add_lt_add {a b c d : Int} (h₁ : a < b) (h₂ : c < d) : a + c < b + d
axiom Expected.Int.lt_add_of_pos_right (a : Int) {b : Int} (h : 0 < b) : a < a + b
axiom Expected.Int.add_nonneg {a b : Int} (ha : 0 ≤ a) (hb : 0 ≤ b) : 0 ≤ a + b
axiom Expected.Int.add_pos_of_pos_of_nonneg {a b : Int} (ha : 0 < a) (hb : 0 ≤ b) : 0 < a + b
axiom Expected.Int.add_one_le_iff {a b : Int} : a + 1 ≤ b ↔ a < b
axiom Expected.Int.lt_add_one_iff {a b : Int} : a < b + 1 ↔ a ≤ b
axiom Expected.Int.le_add_one {a b : Int} (h : a ≤ b) : a ≤ b + 1
axiom Expected.Int.nonneg_of_neg_nonpos {a : Int} (h : -a ≤ 0) : 0 ≤ a
axiom Expected.Int.lt_of_neg_lt_neg {a b : Int} (h : -b < -a) : a < b
axiom Expected.Int.sub_le_self (a : Int) {b : Int} (h : 0 ≤ b) : a - b ≤ a
axiom Expected.Int.sub_lt_self (a : Int) {b : Int} (h : 0 < b) : a - b < a
axiom Expected.Int.lt_add_of_pos_left (a : Int) {b : Int} (h : 0 < b) : a < b + a

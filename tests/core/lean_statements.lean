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

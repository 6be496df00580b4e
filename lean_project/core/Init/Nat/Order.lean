prelude
import Init.Omega
import Init.Nat.Linear
import Init.Nat.Pow
/-!
# Natural numbers: successor, sums, differences, minimum and maximum

Linear facts under their core names; each is decided by `omega`.
-/

namespace Nat

/-! ## Quantifiers over successors -/

@[simp] theorem exists_ne_zero {P : Nat → Prop} : (∃ n, ¬n = 0 ∧ P n) ↔ ∃ n, P (n + 1) :=
  ⟨fun ⟨n, h, p⟩ => ⟨n - 1, by rw [Nat.sub_add_cancel (by omega)]; exact p⟩, fun ⟨n, p⟩ => ⟨n + 1, by omega, p⟩⟩
@[simp] theorem exists_eq_add_one : (∃ n, a = n + 1) ↔ 0 < a :=
  ⟨fun ⟨_, h⟩ => by omega, fun _ => ⟨a - 1, by omega⟩⟩
@[simp] theorem exists_add_one_eq : (∃ n, n + 1 = a) ↔ 0 < a :=
  ⟨fun ⟨_, h⟩ => by omega, fun _ => ⟨a - 1, by omega⟩⟩
theorem forall_lt_succ_right {p : Nat → Prop} : (∀ m, m < n + 1 → p m) ↔ (∀ m, m < n → p m) ∧ p n := by
  refine ⟨fun h => ⟨fun m k => h m (by omega), h n (by omega)⟩, fun h m k => ?_⟩
  rcases Nat.lt_or_ge m n with l | l
  · exact h.1 m l
  · rw [show m = n by omega]; exact h.2
theorem forall_lt_succ_left {p : Nat → Prop} : (∀ m, m < n + 1 → p m) ↔ p 0 ∧ (∀ m, m < n → p (m + 1)) := by
  refine ⟨fun h => ⟨h 0 (by omega), fun m k => h (m + 1) (by omega)⟩, fun h m k => ?_⟩
  cases m with
  | zero => exact h.1
  | succ m => exact h.2 m (by omega)
theorem exists_lt_succ_right {p : Nat → Prop} : (∃ m, m < n + 1 ∧ p m) ↔ (∃ m, m < n ∧ p m) ∨ p n := by
  constructor
  · intro ⟨m, k, h⟩
    rcases Nat.lt_or_ge m n with l | l
    · exact .inl ⟨m, l, h⟩
    · rw [show m = n by omega] at h; exact .inr h
  · rintro (⟨m, k, h⟩ | h)
    · exact ⟨m, by omega, h⟩
    · exact ⟨n, by omega, h⟩
theorem exists_lt_succ_left {p : Nat → Prop} : (∃ m, m < n + 1 ∧ p m) ↔ p 0 ∨ (∃ m, m < n ∧ p (m + 1)) := by
  constructor
  · intro ⟨m, k, h⟩
    cases m with
    | zero => exact .inl h
    | succ m => exact .inr ⟨m, by omega, h⟩
  · rintro (h | ⟨m, k, h⟩)
    · exact ⟨0, by omega, h⟩
    · exact ⟨m + 1, by omega, h⟩

/-! ## Successor and predecessor -/

theorem one_lt_succ_succ (n : Nat) : 1 < n.succ.succ := by omega
theorem not_succ_lt_self : ¬succ n < n := by omega
theorem le_succ_iff {m n : Nat} : m ≤ n.succ ↔ m ≤ n ∨ m = n.succ := by omega
theorem lt_iff_le_pred : ∀ {n}, 0 < n → (m < n ↔ m ≤ n - 1) := by omega
theorem lt_iff_add_one_le : m < n ↔ m + 1 ≤ n := Iff.rfl
theorem lt_one_add_iff : m < 1 + n ↔ m ≤ n := by omega
theorem one_add_le_iff : 1 + m ≤ n ↔ m < n := by omega
theorem one_le_iff_ne_zero : 1 ≤ n ↔ n ≠ 0 := by omega
theorem one_lt_iff_ne_zero_and_ne_one : ∀ {n : Nat}, 1 < n ↔ n ≠ 0 ∧ n ≠ 1 := by omega
theorem le_one_iff_eq_zero_or_eq_one : ∀ {n : Nat}, n ≤ 1 ↔ n = 0 ∨ n = 1 := by omega
@[simp] theorem lt_one_iff : n < 1 ↔ n = 0 := by omega
theorem one_le_of_lt (h : a < b) : 1 ≤ b := by omega
@[simp] theorem pred_eq_succ_iff : n - 1 = m + 1 ↔ n = m + 2 := by omega
theorem self_add_sub_one : ∀ n, n + (n - 1) = 2 * n - 1 := by omega
theorem sub_one_add_self (n : Nat) : (n - 1) + n = 2 * n - 1 := by omega
theorem lt_of_lt_pred (h : m < n - 1) : m < n := by omega
theorem le_add_pred_of_pos (a : Nat) (hb : b ≠ 0) : a ≤ b + (a - 1) := by omega
theorem sub_one_add_one {a : Nat} (h : a ≠ 0) : a - 1 + 1 = a := by omega

/-! ## Sums -/

theorem succ_add_eq_add_succ (a b) : succ a + b = a + succ b := by omega
protected theorem add_left_inj {n : Nat} : m + n = k + n ↔ m = k := by omega
protected theorem add_right_inj {n : Nat} : n + m = n + k ↔ m = k := by omega
@[simp] protected theorem left_eq_add {a b : Nat} : a = a + b ↔ b = 0 := by omega
@[simp] protected theorem right_eq_add {a b : Nat} : b = a + b ↔ a = 0 := by omega
protected theorem pos_of_lt_add_right (h : n < n + k) : 0 < k := by omega
protected theorem pos_of_lt_add_left : n < k + n → 0 < k := by omega
@[simp] protected theorem lt_add_right_iff_pos : n < n + k ↔ 0 < k := by omega
@[simp] protected theorem lt_add_left_iff_pos : n < k + n ↔ 0 < k := by omega
protected theorem add_self_ne_one : ∀ n, n + n ≠ 1 := by omega
theorem le_iff_lt_add_one : x ≤ y ↔ x < y + 1 := by omega
theorem add_pos_iff_pos_or_pos : 0 < m + n ↔ 0 < m ∨ 0 < n := by omega
theorem add_eq_one_iff : m + n = 1 ↔ m = 0 ∧ n = 1 ∨ m = 1 ∧ n = 0 := by omega
theorem add_eq_two_iff : m + n = 2 ↔ m = 0 ∧ n = 2 ∨ m = 1 ∧ n = 1 ∨ m = 2 ∧ n = 0 := by omega
theorem add_eq_three_iff : m + n = 3 ↔ m = 0 ∧ n = 3 ∨ m = 1 ∧ n = 2 ∨ m = 2 ∧ n = 1 ∨ m = 3 ∧ n = 0 := by omega
theorem le_add_one_iff : m ≤ n + 1 ↔ m ≤ n ∨ m = n + 1 := by omega
theorem le_and_le_add_one_iff : n ≤ m ∧ m ≤ n + 1 ↔ m = n ∨ m = n + 1 := by omega
theorem add_succ_lt_add (hab : a < b) (hcd : c < d) : a + c + 1 < b + d := by omega
theorem le_or_le_of_add_eq_add_pred (h : a + c = b + d - 1) : b ≤ a ∨ d ≤ c := by omega
theorem le_of_add_left_le {n m k : Nat} (h : k + n ≤ m) : n ≤ m := by omega

/-! ## Differences -/

protected theorem one_sub : ∀ n, 1 - n = if n = 0 then 1 else 0
  | 0 => rfl
  | n + 1 => by rw [if_neg (by omega)]; omega
theorem succ_sub_sub_succ (n m k) : succ n - m - succ k = n - m - k := by omega
theorem add_sub_sub_add_right (n m k l : Nat) : (n + l) - m - (k + l) = n - m - k := by omega
protected theorem add_sub_cancel_right (n m : Nat) : (n + m) - m = n := by omega
theorem succ_sub_one (n) : succ n - 1 = n := rfl
protected theorem one_add_sub_one (n : Nat) : (1 + n) - 1 = n := by omega
protected theorem sub_sub_self {n m : Nat} (h : m ≤ n) : n - (n - m) = m := by omega
protected theorem sub_pos_iff_lt : 0 < n - m ↔ m < n := by omega
protected theorem sub_le_iff_le_add' {a b c : Nat} : a - b ≤ c ↔ a ≤ b + c := by omega
theorem add_lt_iff_lt_sub_right {a b c : Nat} : a + b < c ↔ a < c - b := by omega
protected theorem add_le_of_le_sub' {n k m : Nat} (h : m ≤ k) : n ≤ k - m → m + n ≤ k := by omega
protected theorem le_sub_of_add_le' {n k m : Nat} : m + n ≤ k → n ≤ k - m := by omega
protected theorem le_sub_iff_add_le' {n : Nat} (h : k ≤ m) : n ≤ m - k ↔ k + n ≤ m := by omega
protected theorem le_of_sub_le_sub_left : ∀ {n k m : Nat}, n ≤ k → k - m ≤ k - n → n ≤ m := by omega
protected theorem sub_le_sub_iff_left {n m k : Nat} (h : n ≤ k) : k - m ≤ k - n ↔ n ≤ m := by omega
protected theorem sub_lt_of_pos_le (h₀ : 0 < a) (h₁ : a ≤ b) : b - a < b := by omega
theorem add_lt_of_lt_sub' {a b c : Nat} : b < c - a → a + b < c := by omega
protected theorem sub_add_lt_sub (h₁ : m + k ≤ n) (h₂ : 0 < k) : n - (m + k) < n - m := by omega
theorem sub_one_lt_of_le (h₀ : 0 < a) (h₁ : a ≤ b) : a - 1 < b := by omega
theorem sub_lt_succ (a b) : a - b < succ a := by omega
theorem sub_lt_add_one (a b) : a - b < a + 1 := by omega
theorem sub_one_sub_lt (h : i < n) : n - 1 - i < n := by omega
protected theorem exists_eq_add_of_le (h : m ≤ n) : ∃ k : Nat, n = m + k := ⟨n - m, by omega⟩
protected theorem exists_eq_add_of_le' (h : m ≤ n) : ∃ k : Nat, n = k + m := ⟨n - m, by omega⟩
protected theorem exists_eq_add_of_lt (h : m < n) : ∃ k : Nat, n = m + k + 1 := ⟨n - (m + 1), by omega⟩
theorem sub_succ' (m n : Nat) : m - n.succ = m - n - 1 := rfl
protected theorem sub_eq_of_eq_add' {a b c : Nat} (h : a = b + c) : a - b = c := by omega
protected theorem eq_sub_of_add_eq {a b c : Nat} (h : c + b = a) : c = a - b := by omega
protected theorem eq_sub_of_add_eq' {a b c : Nat} (h : b + c = a) : c = a - b := by omega
protected theorem lt_sub_iff_add_lt {a b c : Nat} : a < c - b ↔ a + b < c := by omega
protected theorem lt_sub_iff_add_lt' {a b c : Nat} : a < c - b ↔ b + a < c := by omega
protected theorem sub_lt_iff_lt_add {a b c : Nat} (hba : b ≤ a) : a - b < c ↔ a < c + b := by omega
protected theorem sub_lt_iff_lt_add' {a b c : Nat} (hba : b ≤ a) : a - b < c ↔ a < b + c := by omega
protected theorem sub_sub_sub_cancel_right {a b c : Nat} (h : c ≤ b) : a - c - (b - c) = a - b := by omega
protected theorem add_sub_sub_cancel {a b c : Nat} (h : c ≤ a) : a + b - (a - c) = b + c := by omega
protected theorem sub_add_sub_cancel {a b c : Nat} (hab : b ≤ a) (hcb : c ≤ b) : a - b + (b - c) = a - c := by omega
protected theorem sub_lt_sub_iff_right {a b c : Nat} (h : c ≤ a) : a - c < b - c ↔ a < b := by omega
protected theorem sub_lt_sub_left : ∀ {k m n : Nat}, k < m → k < n → m - n < m - k := by omega

/-! ## Minimum and maximum -/

theorem succ_min_succ (x y) : min (succ x) (succ y) = succ (min x y) := by omega
protected theorem succ_max_succ (x y) : max (succ x) (succ y) = succ (max x y) := by omega
@[simp] protected theorem zero_min (a : Nat) : min 0 a = 0 := by omega
@[simp] protected theorem min_zero (a : Nat) : min a 0 = 0 := by omega
@[simp] protected theorem zero_max (a : Nat) : max 0 a = a := by omega
@[simp] protected theorem max_zero (a : Nat) : max a 0 = a := by omega
protected theorem le_min {a b c : Nat} : a ≤ min b c ↔ a ≤ b ∧ a ≤ c := by omega
protected theorem max_le {a b c : Nat} : max a b ≤ c ↔ a ≤ c ∧ b ≤ c := by omega
protected theorem lt_min {a b c : Nat} : a < min b c ↔ a < b ∧ a < c := by omega
protected theorem max_lt {a b c : Nat} : max a b < c ↔ a < c ∧ b < c := by omega
protected theorem le_min_of_le_of_le {a b c : Nat} : a ≤ b → a ≤ c → a ≤ min b c := by omega
protected theorem max_le_of_le_of_le {a b c : Nat} : a ≤ c → b ≤ c → max a b ≤ c := by omega
private theorem eq_of_le_iff {a b : Nat} (h : ∀ x, x ≤ a ↔ x ≤ b) : a = b :=
  Nat.le_antisymm ((h a).1 (Nat.le_refl a)) ((h b).2 (Nat.le_refl b))
private theorem eq_of_ge_iff {a b : Nat} (h : ∀ x, a ≤ x ↔ b ≤ x) : a = b :=
  Nat.le_antisymm ((h b).2 (Nat.le_refl b)) ((h a).1 (Nat.le_refl a))
private theorem le_max_iff {a b x : Nat} : x ≤ max a b ↔ x ≤ a ∨ x ≤ b := by omega
private theorem min_le_iff {a b x : Nat} : min a b ≤ x ↔ a ≤ x ∨ b ≤ x := by omega
@[simp] protected theorem min_assoc : ∀ (a b c : Nat), min (min a b) c = min a (min b c) := fun a b c =>
  eq_of_le_iff fun x => by rw [Nat.le_min, Nat.le_min, Nat.le_min, Nat.le_min, and_assoc]
@[simp] protected theorem max_assoc : ∀ (a b c : Nat), max (max a b) c = max a (max b c) := fun a b c =>
  eq_of_ge_iff fun x => by rw [Nat.max_le, Nat.max_le, Nat.max_le, Nat.max_le, and_assoc]
instance : Std.Associative (α := Nat) min := ⟨Nat.min_assoc⟩
instance : Std.Associative (α := Nat) max := ⟨Nat.max_assoc⟩
instance : Std.Commutative (α := Nat) min := ⟨Nat.min_comm⟩
instance : Std.Commutative (α := Nat) max := ⟨Nat.max_comm⟩
instance : Std.IdempotentOp (α := Nat) min := ⟨Nat.min_self⟩
instance : Std.IdempotentOp (α := Nat) max := ⟨Nat.max_self⟩
@[simp] protected theorem min_self_assoc {m n : Nat} : min m (min m n) = min m n := by omega
@[simp] protected theorem min_self_assoc' {m n : Nat} : min n (min m n) = min n m := by omega
protected theorem sub_sub_eq_min : ∀ (a b : Nat), a - (a - b) = min a b := by omega
protected theorem sub_eq_sub_min (n m : Nat) : n - m = n - min n m := by omega
@[simp] protected theorem sub_add_min_cancel (n m : Nat) : n - m + min n m = n := by omega
protected theorem sub_add_eq_max (a b : Nat) : a - b + b = max a b := by omega
protected theorem sub_eq_max_sub (n m : Nat) : n - m = max n m - m := by omega
protected theorem max_min_distrib_left : ∀ (a b c : Nat), max a (min b c) = min (max a b) (max a c) := fun a b c =>
  eq_of_le_iff fun x => by
    rw [le_max_iff, Nat.le_min, Nat.le_min, le_max_iff, le_max_iff, or_and_left]
protected theorem min_max_distrib_left : ∀ (a b c : Nat), min a (max b c) = max (min a b) (min a c) := fun a b c =>
  eq_of_le_iff fun x => by
    rw [le_max_iff, Nat.le_min, Nat.le_min, Nat.le_min, le_max_iff, and_or_left]
protected theorem max_min_distrib_right (a b c : Nat) : max (min a b) c = min (max a c) (max b c) := by
  rw [Nat.max_comm, Nat.max_min_distrib_left, Nat.max_comm c, Nat.max_comm c]
protected theorem min_max_distrib_right (a b c : Nat) : min (max a b) c = max (min a c) (min b c) := by
  rw [Nat.min_comm, Nat.min_max_distrib_left, Nat.min_comm c, Nat.min_comm c]
protected theorem min_left_comm (a b c : Nat) : min a (min b c) = min b (min a c) := by
  rw [← Nat.min_assoc, Nat.min_comm a, Nat.min_assoc]
protected theorem max_left_comm (a b c : Nat) : max a (max b c) = max b (max a c) := by
  rw [← Nat.max_assoc, Nat.max_comm a, Nat.max_assoc]
protected theorem min_right_comm (a b c : Nat) : min (min a b) c = min (min a c) b := by
  rw [Nat.min_assoc, Nat.min_comm b, Nat.min_assoc]
protected theorem max_right_comm (a b c : Nat) : max (max a b) c = max (max a c) b := by
  rw [Nat.max_assoc, Nat.max_comm b, Nat.max_assoc]
protected theorem add_min_add_right (a b c : Nat) : min (a + c) (b + c) = min a b + c := by
  rcases Nat.le_total a b with h | h
  · rw [Nat.min_eq_left h, Nat.min_eq_left (Nat.add_le_add_right h c)]
  · rw [Nat.min_eq_right h, Nat.min_eq_right (Nat.add_le_add_right h c)]
protected theorem add_min_add_left (a b c : Nat) : min (a + b) (a + c) = a + min b c := by
  rw [Nat.add_comm a, Nat.add_comm a, Nat.add_min_add_right, Nat.add_comm a]
protected theorem add_max_add_right (a b c : Nat) : max (a + c) (b + c) = max a b + c := by
  rcases Nat.le_total a b with h | h
  · rw [Nat.max_eq_right h, Nat.max_eq_right (Nat.add_le_add_right h c)]
  · rw [Nat.max_eq_left h, Nat.max_eq_left (Nat.add_le_add_right h c)]
protected theorem add_max_add_left (a b c : Nat) : max (a + b) (a + c) = a + max b c := by
  rw [Nat.add_comm a, Nat.add_comm a, Nat.add_max_add_right, Nat.add_comm a]
protected theorem sub_min_sub_right : ∀ (a b c : Nat), min (a - c) (b - c) = min a b - c := fun a b c =>
  eq_of_ge_iff fun x => by
    rw [min_le_iff, Nat.sub_le_iff_le_add, Nat.sub_le_iff_le_add, Nat.sub_le_iff_le_add, min_le_iff]
protected theorem sub_max_sub_right : ∀ (a b c : Nat), max (a - c) (b - c) = max a b - c := fun a b c =>
  eq_of_ge_iff fun x => by
    rw [Nat.max_le, Nat.sub_le_iff_le_add, Nat.sub_le_iff_le_add, Nat.sub_le_iff_le_add, Nat.max_le]
protected theorem sub_min_sub_left (a b c : Nat) : min (a - b) (a - c) = a - max b c := by
  refine eq_of_ge_iff fun x => ?_
  rw [min_le_iff, Nat.sub_le_iff_le_add', Nat.sub_le_iff_le_add', Nat.sub_le_iff_le_add', ← Nat.add_max_add_right,
    le_max_iff]
protected theorem sub_max_sub_left (a b c : Nat) : max (a - b) (a - c) = a - min b c := by
  refine eq_of_ge_iff fun x => ?_
  rw [Nat.max_le, Nat.sub_le_iff_le_add', Nat.sub_le_iff_le_add', Nat.sub_le_iff_le_add', ← Nat.add_min_add_right,
    Nat.le_min]
@[simp] theorem min_eq_zero_iff : min m n = 0 ↔ m = 0 ∨ n = 0 := by omega
@[simp] theorem max_eq_zero_iff : max m n = 0 ↔ m = 0 ∧ n = 0 := by omega
theorem add_eq_max_iff : m + n = max m n ↔ m = 0 ∨ n = 0 := by omega
theorem add_eq_min_iff : m + n = min m n ↔ m = 0 ∧ n = 0 := by omega

end Nat

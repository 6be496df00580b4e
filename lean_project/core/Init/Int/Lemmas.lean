prelude
import Init.Int.Basic
import Init.Nat.Lemmas
import Init.AC
/-!
# Integers: the ring

Casts, negation, sums, differences and products, under the names and statements of Lean's core.
The laws come from natural numbers: every integer is a difference of two of them (`subNatNat`),
and the operations on differences are the familiar ones.
-/

namespace Int

/-! ## Constructors, literals and casts -/

@[simp] theorem ofNat_eq_natCast (n : Nat) : Int.ofNat n = n := rfl
@[simp] theorem ofNat_zero : ((0 : Nat) : Int) = 0 := rfl
@[simp] theorem ofNat_one : ((1 : Nat) : Int) = 1 := rfl
theorem ofNat_two : ((2 : Nat) : Int) = 2 := rfl
theorem default_eq_zero : default = (0 : Int) := rfl

theorem natCast_zero : ((0 : Nat) : Int) = (0 : Int) := rfl
theorem natCast_one : ((1 : Nat) : Int) = (1 : Int) := rfl
@[simp, norm_cast] theorem natCast_add (n m : Nat) : (↑(n + m) : Int) = n + m := rfl
@[simp, norm_cast] theorem natCast_mul (n m : Nat) : (↑(n * m) : Int) = n * m := rfl
theorem natCast_succ (n : Nat) : (Nat.succ n : Int) = n + 1 := rfl
theorem natCast_add_one (n : Nat) : ((n + 1 : Nat) : Int) = n + 1 := rfl
theorem ofNat_add_ofNat (m n : Nat) : (↑m + ↑n : Int) = ↑(m + n) := rfl
theorem ofNat_mul_ofNat (m n : Nat) : (↑m * ↑n : Int) = ↑(m * n) := rfl
theorem ofNat_add_negSucc (m n : Nat) : ↑m + negSucc n = subNatNat m (Nat.succ n) := rfl
theorem negSucc_add_ofNat (m n : Nat) : negSucc m + ↑n = subNatNat n (Nat.succ m) := rfl
theorem negSucc_add_negSucc (m n : Nat) : negSucc m + negSucc n = negSucc (Nat.succ (m + n)) := rfl
@[simp] theorem ofNat_mul_negSucc (m n : Nat) : (m : Int) * negSucc n = -↑(m * Nat.succ n) := rfl
@[simp] theorem negSucc_mul_ofNat (m n : Nat) : negSucc m * n = -↑(Nat.succ m * n) := rfl
@[simp] theorem negSucc_mul_negSucc (m n : Nat) : negSucc m * negSucc n = Nat.succ m * Nat.succ n := rfl
@[simp] theorem add_def {a b : Int} : Int.add a b = a + b := rfl
@[simp] theorem mul_def {a b : Int} : Int.mul a b = a * b := rfl

@[norm_cast] theorem ofNat_inj {m n : Nat} : ((m : Nat) : Int) = (n : Nat) ↔ m = n := ⟨ofNat.inj, congrArg _⟩
theorem natCast_inj {m n : Nat} : ((m : Nat) : Int) = (n : Nat) ↔ m = n := ofNat_inj
@[simp, norm_cast] theorem ofNat_eq_zero {n : Nat} : ((n : Nat) : Int) = 0 ↔ n = 0 := ofNat_inj
theorem ofNat_ne_zero {n : Nat} : ((n : Nat) : Int) ≠ 0 ↔ n ≠ 0 := not_congr ofNat_eq_zero
theorem natCast_eq_zero {n : Nat} : ((n : Nat) : Int) = 0 ↔ n = 0 := ofNat_inj
theorem natCast_ne_zero {n : Nat} : ((n : Nat) : Int) ≠ 0 ↔ n ≠ 0 := not_congr ofNat_eq_zero
theorem negSucc_inj {m n : Nat} : negSucc m = negSucc n ↔ m = n := ⟨negSucc.inj, congrArg _⟩
theorem negSucc_eq (n : Nat) : negSucc n = -((n : Int) + 1) := rfl
theorem negSucc_coe (n : Nat) : negSucc n = -↑(n + 1) := rfl
@[simp] theorem negSucc_ne_zero (n : Nat) : negSucc n ≠ 0 := nofun
@[simp] theorem zero_ne_negSucc (n : Nat) : 0 ≠ negSucc n := nofun
@[simp, norm_cast] theorem cast_ofNat_Int {n : Nat} : (Nat.cast (OfNat.ofNat n) : Int) = OfNat.ofNat n := rfl

@[simp] theorem neg_ofNat_zero : -((0 : Nat) : Int) = 0 := rfl
theorem neg_ofNat_succ (n : Nat) : -(Nat.succ n : Int) = negSucc n := rfl
@[simp] theorem neg_negSucc (n : Nat) : -(negSucc n) = ((n + 1 : Nat) : Int) := rfl
theorem negOfNat_eq {n : Nat} : negOfNat n = -ofNat n := rfl

/-! ## Negation -/

@[simp] protected theorem neg_zero : -(0 : Int) = 0 := rfl
@[simp] protected theorem neg_neg : ∀ a : Int, -(-a) = a
  | ofNat 0 => rfl
  | ofNat (_ + 1) => rfl
  | negSucc _ => rfl
@[simp] protected theorem neg_inj {a b : Int} : -a = -b ↔ a = b :=
  ⟨fun h => by rw [← Int.neg_neg a, ← Int.neg_neg b, h], congrArg _⟩
@[simp] protected theorem neg_eq_zero {a : Int} : -a = 0 ↔ a = 0 := Int.neg_inj (b := 0)
protected theorem neg_ne_zero {a : Int} : -a ≠ 0 ↔ a ≠ 0 := not_congr Int.neg_eq_zero
protected theorem sub_eq_add_neg {a b : Int} : a - b = a + -b := rfl
theorem add_neg_one (i : Int) : i + -1 = i - 1 := rfl

/-! ## Integers as differences -/

theorem subNatNat_of_sub_eq_zero {m n : Nat} (h : n - m = 0) : subNatNat m n = ↑(m - n) := by
  rw [subNatNat, h]; rfl
theorem subNatNat_of_sub_eq_succ {m n k : Nat} (h : n - m = Nat.succ k) : subNatNat m n = negSucc k := by
  rw [subNatNat, h]
theorem subNatNat_of_le {m n : Nat} (h : n ≤ m) : subNatNat m n = ↑(m - n) :=
  subNatNat_of_sub_eq_zero (Nat.sub_eq_zero_of_le h)
theorem subNatNat_add_left {m n : Nat} : subNatNat (m + n) m = n := by
  rw [subNatNat_of_le (Nat.le_add_right m n), Nat.add_sub_cancel_left]
theorem subNatNat_add_right {m n : Nat} : subNatNat m (m + n + 1) = negSucc n :=
  subNatNat_of_sub_eq_succ (by rw [Nat.add_assoc, Nat.add_sub_cancel_left])
theorem subNatNat_add_add (m n k : Nat) : subNatNat (m + k) (n + k) = subNatNat m n := by
  unfold subNatNat
  rw [Nat.add_sub_add_right, Nat.add_sub_add_right]
theorem subNatNat_self (n : Nat) : subNatNat n n = 0 := by rw [subNatNat_of_le (Nat.le_refl n), Nat.sub_self]; rfl
private theorem subNatNat_zero (n : Nat) : subNatNat n 0 = n := subNatNat_of_le (Nat.zero_le n)
theorem subNatNat_elim (m n : Nat) (motive : Nat → Nat → Int → Prop) (hp : ∀ i n, motive (n + i) n i)
    (hn : ∀ i m, motive m (m + i + 1) (negSucc i)) : motive m n (subNatNat m n) := by
  rcases Nat.lt_or_ge m n with h | h
  · obtain ⟨k, rfl⟩ := Nat.le.dest (show m + 1 ≤ n from h)
    rw [Nat.add_right_comm, subNatNat_add_right]; exact hn k m
  · obtain ⟨k, rfl⟩ := Nat.le.dest h
    rw [subNatNat_add_left]; exact hp k n

/-- Two differences are equal if the sums across are. -/
private theorem sub_congr {m n k l : Nat} (h : m + l = k + n) : subNatNat m n = subNatNat k l := by
  rw [← subNatNat_add_add m n l, ← subNatNat_add_add k l n, h, Nat.add_comm l n]

private theorem exists_sub (a : Int) : ∃ m n, a = subNatNat m n :=
  match a with
  | ofNat m => ⟨m, 0, (subNatNat_zero m).symm⟩
  | negSucc n => ⟨0, n + 1, rfl⟩

private theorem sub_add_sub (m n k l : Nat) : subNatNat m n + subNatNat k l = subNatNat (m + k) (n + l) := by
  refine subNatNat_elim m n (fun m n x => x + subNatNat k l = subNatNat (m + k) (n + l)) (fun i n => ?_) fun i m => ?_ <;>
  refine subNatNat_elim k l (fun k l y => _ + y = subNatNat (_ + k) (_ + l)) (fun j l => ?_) fun j k => ?_
  · rw [show n + i + (l + j) = n + l + (i + j) by ac_rfl, subNatNat_add_left]; rfl
  · exact sub_congr (m := i) (n := j + 1) (by ac_rfl)
  · exact sub_congr (m := j) (n := i + 1) (by ac_rfl)
  · rw [show m + i + 1 + (k + j + 1) = m + k + (i + j + 1) + 1 by ac_rfl, subNatNat_add_right]; rfl

private theorem neg_sub_eq (m n : Nat) : -subNatNat m n = subNatNat n m := by
  refine subNatNat_elim m n (fun m n x => -x = subNatNat n m) (fun i n => ?_) fun i m => ?_
  · cases i with
    | zero => exact (subNatNat_self n).symm
    | succ i => exact subNatNat_add_right.symm
  · exact (subNatNat_add_left (n := i + 1)).symm

private theorem neg_ofNat_eq (n : Nat) : negOfNat n = subNatNat 0 n := by cases n <;> rfl

private theorem sub_mul_sub (m n k l : Nat) :
    subNatNat m n * subNatNat k l = subNatNat (m * k + n * l) (m * l + n * k) := by
  refine subNatNat_elim m n (fun m n x => x * subNatNat k l = subNatNat (m * k + n * l) (m * l + n * k))
    (fun i n => ?_) fun i m => ?_ <;>
  refine subNatNat_elim k l (fun k l y => _ * y = subNatNat (_ * k + _ * l) (_ * l + _ * k))
    (fun j l => ?_) fun j k => ?_
  · refine Eq.trans (?_ : _ = subNatNat (i * j) 0) (sub_congr ?_)
    · exact (subNatNat_zero _).symm
    · simp only [Nat.mul_add, Nat.add_mul]; ac_rfl
  · refine Eq.trans (neg_ofNat_eq (i * (j + 1))) (sub_congr ?_)
    simp only [Nat.mul_add, Nat.add_mul]; ac_rfl
  · refine Eq.trans (neg_ofNat_eq ((i + 1) * j)) (sub_congr ?_)
    simp only [Nat.mul_add, Nat.add_mul]; ac_rfl
  · refine Eq.trans (?_ : _ = subNatNat ((i + 1) * (j + 1)) 0) (sub_congr ?_)
    · exact (subNatNat_zero _).symm
    · simp only [Nat.mul_add, Nat.add_mul]; ac_rfl

/-! ## Sums -/

protected theorem add_comm (a b : Int) : a + b = b + a := by
  obtain ⟨m, n, rfl⟩ := exists_sub a
  obtain ⟨k, l, rfl⟩ := exists_sub b
  rw [sub_add_sub, sub_add_sub, Nat.add_comm m, Nat.add_comm n]
protected theorem add_assoc (a b c : Int) : a + b + c = a + (b + c) := by
  obtain ⟨m, n, rfl⟩ := exists_sub a
  obtain ⟨k, l, rfl⟩ := exists_sub b
  obtain ⟨p, q, rfl⟩ := exists_sub c
  rw [sub_add_sub, sub_add_sub, sub_add_sub, sub_add_sub, Nat.add_assoc, Nat.add_assoc]
@[simp] protected theorem add_zero : ∀ a : Int, a + 0 = a
  | ofNat _ => rfl
  | negSucc _ => rfl
@[simp] protected theorem zero_add (a : Int) : 0 + a = a := by rw [Int.add_comm, Int.add_zero]
instance : Std.Commutative (α := Int) (· + ·) := ⟨Int.add_comm⟩
instance : Std.Associative (α := Int) (· + ·) := ⟨Int.add_assoc⟩
instance : Std.LawfulIdentity (α := Int) (· + ·) 0 where
  left_id := Int.zero_add
  right_id := Int.add_zero
protected theorem add_left_comm (a b c : Int) : a + (b + c) = b + (a + c) := by
  rw [← Int.add_assoc, Int.add_comm a, Int.add_assoc]
protected theorem add_right_comm (a b c : Int) : a + b + c = a + c + b := by
  rw [Int.add_assoc, Int.add_comm b, ← Int.add_assoc]
protected theorem add_left_neg (a : Int) : -a + a = 0 := by
  obtain ⟨m, n, rfl⟩ := exists_sub a
  rw [neg_sub_eq, sub_add_sub, Nat.add_comm, subNatNat_self]
protected theorem add_right_neg (a : Int) : a + -a = 0 := by rw [Int.add_comm, Int.add_left_neg]
protected theorem neg_eq_of_add_eq_zero {a b : Int} (h : a + b = 0) : -a = b := by
  rw [← Int.add_zero (-a), ← h, ← Int.add_assoc, Int.add_left_neg, Int.zero_add]
protected theorem eq_neg_of_eq_neg {a b : Int} (h : a = -b) : b = -a := by rw [h, Int.neg_neg]
protected theorem eq_neg_comm {a b : Int} : a = -b ↔ b = -a := ⟨Int.eq_neg_of_eq_neg, Int.eq_neg_of_eq_neg⟩
protected theorem neg_eq_comm {a b : Int} : -a = b ↔ -b = a := ⟨fun h => by rw [← h, Int.neg_neg], fun h => by rw [← h, Int.neg_neg]⟩
protected theorem neg_add_cancel_left (a b : Int) : -a + (a + b) = b := by
  rw [← Int.add_assoc, Int.add_left_neg, Int.zero_add]
protected theorem add_neg_cancel_left (a b : Int) : a + (-a + b) = b := by
  rw [← Int.add_assoc, Int.add_right_neg, Int.zero_add]
protected theorem add_neg_cancel_right (a b : Int) : a + b + -b = a := by
  rw [Int.add_assoc, Int.add_right_neg, Int.add_zero]
protected theorem neg_add_cancel_right (a b : Int) : a + -b + b = a := by
  rw [Int.add_assoc, Int.add_left_neg, Int.add_zero]
protected theorem add_left_cancel {a b c : Int} (h : a + b = a + c) : b = c := by
  rw [← Int.neg_add_cancel_left a b, h, Int.neg_add_cancel_left]
protected theorem add_right_cancel {a b c : Int} (h : a + b = c + b) : a = c := by
  rw [← Int.add_neg_cancel_right a b, h, Int.add_neg_cancel_right]
protected theorem neg_add {a b : Int} : -(a + b) = -a + -b :=
  Int.neg_eq_of_add_eq_zero (by rw [Int.add_assoc, Int.add_left_comm b, Int.add_right_neg, Int.add_zero, Int.add_right_neg])

/-! ## Differences -/

@[simp] theorem negSucc_sub_one (n : Nat) : negSucc n - 1 = negSucc (n + 1) := rfl
@[simp] protected theorem sub_self (a : Int) : a - a = 0 := Int.add_right_neg a
@[simp] protected theorem sub_zero (a : Int) : a - 0 = a := Int.add_zero a
@[simp] protected theorem zero_sub (a : Int) : 0 - a = -a := Int.zero_add (-a)
protected theorem sub_eq_zero_of_eq {a b : Int} (h : a = b) : a - b = 0 := by rw [h, Int.sub_self]
protected theorem eq_of_sub_eq_zero {a b : Int} (h : a - b = 0) : a = b := by
  rw [← Int.neg_add_cancel_right a b, ← Int.sub_eq_add_neg, h, Int.zero_add]
protected theorem sub_eq_zero {a b : Int} : a - b = 0 ↔ a = b := ⟨Int.eq_of_sub_eq_zero, Int.sub_eq_zero_of_eq⟩
protected theorem sub_sub (a b c : Int) : a - b - c = a - (b + c) := by
  rw [Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.sub_eq_add_neg, Int.neg_add, Int.add_assoc]
@[simp] protected theorem neg_sub (a b : Int) : -(a - b) = b - a := by
  rw [Int.sub_eq_add_neg, Int.neg_add, Int.neg_neg, Int.add_comm, Int.sub_eq_add_neg]
protected theorem sub_sub_self (a b : Int) : a - (a - b) = b := by
  rw [Int.sub_eq_add_neg, Int.neg_sub, Int.sub_eq_add_neg, Int.add_left_comm, Int.add_right_neg, Int.add_zero]
@[simp] protected theorem sub_neg (a b : Int) : a - -b = a + b := by rw [Int.sub_eq_add_neg, Int.neg_neg]
@[simp] protected theorem sub_add_cancel (a b : Int) : a - b + b = a := Int.neg_add_cancel_right a b
@[simp] protected theorem add_sub_cancel (a b : Int) : a + b - b = a := Int.add_neg_cancel_right a b
protected theorem add_sub_assoc (a b c : Int) : a + b - c = a + (b - c) := Int.add_assoc a b (-c)
@[norm_cast] theorem ofNat_sub {m n : Nat} (h : m ≤ n) : ((n - m : Nat) : Int) = n - m := by
  obtain ⟨k, rfl⟩ := Nat.le.dest h
  rw [Nat.add_sub_cancel_left, natCast_add, Int.add_comm, Int.add_sub_cancel]
theorem natCast_sub {n m : Nat} (h : n ≤ m) : (m - n : Nat) = (m : Int) - (n : Int) := ofNat_sub h
theorem negSucc_coe' (n : Nat) : negSucc n = -↑n - 1 := by rw [Int.sub_eq_add_neg, ← Int.neg_add]; rfl
protected theorem subNatNat_eq_coe {m n : Nat} : subNatNat m n = ↑m - ↑n := by
  have h := sub_add_sub m 0 0 n
  rw [Nat.add_zero, Nat.zero_add] at h
  rw [← h, subNatNat_zero, ← neg_sub_eq n 0, subNatNat_zero]; rfl
theorem toNat_sub (m n : Nat) : toNat (m - n) = m - n := by
  rw [← Int.subNatNat_eq_coe]
  refine subNatNat_elim m n (fun m n x => toNat x = m - n) (fun i n => ?_) fun i m => ?_
  · rw [Nat.add_sub_cancel_left]; rfl
  · rw [Nat.add_assoc, Nat.sub_self_add]; rfl

@[simp] protected theorem add_right_inj {i j : Int} (k : Int) : (k + i = k + j) ↔ i = j :=
  ⟨Int.add_left_cancel, congrArg (k + ·)⟩
@[simp] protected theorem add_left_inj {i j : Int} (k : Int) : (i + k = j + k) ↔ i = j :=
  ⟨Int.add_right_cancel, congrArg (· + k)⟩
@[simp] protected theorem sub_right_inj {i j : Int} (k : Int) : (k - i = k - j) ↔ i = j :=
  (Int.add_right_inj k).trans Int.neg_inj
@[simp] protected theorem sub_left_inj {i j : Int} (k : Int) : (i - k = j - k) ↔ i = j := Int.add_left_inj (-k)

/-! ## Products -/

protected theorem mul_comm (a b : Int) : a * b = b * a := by
  obtain ⟨m, n, rfl⟩ := exists_sub a
  obtain ⟨k, l, rfl⟩ := exists_sub b
  rw [sub_mul_sub, sub_mul_sub]; exact sub_congr (by ac_rfl)
protected theorem mul_assoc (a b c : Int) : a * b * c = a * (b * c) := by
  obtain ⟨m, n, rfl⟩ := exists_sub a
  obtain ⟨k, l, rfl⟩ := exists_sub b
  obtain ⟨p, q, rfl⟩ := exists_sub c
  simp only [sub_mul_sub, Nat.mul_add, Nat.add_mul, Nat.mul_assoc]
  exact sub_congr (by ac_rfl)
protected theorem mul_left_comm (a b c : Int) : a * (b * c) = b * (a * c) := by
  rw [← Int.mul_assoc, Int.mul_comm a, Int.mul_assoc]
protected theorem mul_right_comm (a b c : Int) : a * b * c = a * c * b := by
  rw [Int.mul_assoc, Int.mul_comm b, ← Int.mul_assoc]
@[simp] protected theorem mul_zero : ∀ a : Int, a * 0 = 0
  | ofNat _ => rfl
  | negSucc _ => rfl
@[simp] protected theorem zero_mul (a : Int) : 0 * a = 0 := by rw [Int.mul_comm, Int.mul_zero]
@[simp] protected theorem mul_one : ∀ a : Int, a * 1 = a
  | ofNat n => congrArg ofNat (Nat.mul_one n)
  | negSucc n => congrArg negOfNat (Nat.mul_one (n + 1))
@[simp] protected theorem one_mul (a : Int) : 1 * a = a := by rw [Int.mul_comm, Int.mul_one]
instance : Std.Commutative (α := Int) (· * ·) := ⟨Int.mul_comm⟩
instance : Std.Associative (α := Int) (· * ·) := ⟨Int.mul_assoc⟩
instance : Std.LawfulIdentity (α := Int) (· * ·) 1 where
  left_id := Int.one_mul
  right_id := Int.mul_one
protected theorem mul_add (a b c : Int) : a * (b + c) = a * b + a * c := by
  obtain ⟨m, n, rfl⟩ := exists_sub a
  obtain ⟨k, l, rfl⟩ := exists_sub b
  obtain ⟨p, q, rfl⟩ := exists_sub c
  simp only [sub_mul_sub, sub_add_sub, Nat.mul_add]
  exact sub_congr (by ac_rfl)
protected theorem add_mul (a b c : Int) : (a + b) * c = a * c + b * c := by
  rw [Int.mul_comm, Int.mul_add, Int.mul_comm c, Int.mul_comm c]
protected theorem neg_mul_eq_neg_mul (a b : Int) : -(a * b) = -a * b :=
  Int.neg_eq_of_add_eq_zero (by rw [← Int.add_mul, Int.add_right_neg, Int.zero_mul])
protected theorem neg_mul_eq_mul_neg (a b : Int) : -(a * b) = a * -b :=
  Int.neg_eq_of_add_eq_zero (by rw [← Int.mul_add, Int.add_right_neg, Int.mul_zero])
@[simp] protected theorem neg_mul (a b : Int) : -a * b = -(a * b) := (Int.neg_mul_eq_neg_mul a b).symm
@[simp] protected theorem mul_neg (a b : Int) : a * -b = -(a * b) := (Int.neg_mul_eq_mul_neg a b).symm
protected theorem neg_mul_neg (a b : Int) : -a * -b = a * b := by rw [Int.neg_mul, Int.mul_neg, Int.neg_neg]
protected theorem neg_mul_comm (a b : Int) : -a * b = a * -b := by rw [Int.neg_mul, Int.mul_neg]
protected theorem mul_sub (a b c : Int) : a * (b - c) = a * b - a * c := by
  rw [Int.sub_eq_add_neg, Int.mul_add, Int.mul_neg, Int.sub_eq_add_neg]
protected theorem sub_mul (a b c : Int) : (a - b) * c = a * c - b * c := by
  rw [Int.sub_eq_add_neg, Int.add_mul, Int.neg_mul, Int.sub_eq_add_neg]
protected theorem mul_neg_one (a : Int) : a * -1 = -a := by rw [Int.mul_neg, Int.mul_one]
protected theorem neg_eq_neg_one_mul (a : Int) : -a = -1 * a := by rw [Int.neg_mul, Int.one_mul]
protected theorem two_mul (n : Int) : 2 * n = n + n := by
  rw [show (2 : Int) = 1 + 1 from rfl, Int.add_mul, Int.one_mul]
protected theorem mul_two (n : Int) : n * 2 = n + n := by rw [Int.mul_comm, Int.two_mul]
@[simp] protected theorem mul_eq_zero {a b : Int} : a * b = 0 ↔ a = 0 ∨ b = 0 := by
  refine ⟨fun h => ?_, fun h => h.elim (fun e => by rw [e, Int.zero_mul]) fun e => by rw [e, Int.mul_zero]⟩
  match a, b, h with
  | ofNat 0, _, _ => exact .inl rfl
  | _, ofNat 0, _ => exact .inr rfl
  | ofNat (a + 1), ofNat (b + 1), h => exact absurd (ofNat.inj h) (by rw [Nat.add_mul, Nat.one_mul]; exact nofun)
  | ofNat (a + 1), negSucc b, h => exact nomatch h
  | negSucc a, ofNat (b + 1), h => exact nomatch h
  | negSucc a, negSucc b, h => exact nomatch h
protected theorem mul_ne_zero {a b : Int} (a0 : a ≠ 0) (b0 : b ≠ 0) : a * b ≠ 0 := fun h => (Int.mul_eq_zero.1 h).elim a0 b0
@[simp] protected theorem mul_ne_zero_iff {a b : Int} : a * b ≠ 0 ↔ a ≠ 0 ∧ b ≠ 0 := (not_congr Int.mul_eq_zero).trans not_or
protected theorem eq_of_mul_eq_mul_right {a b c : Int} (ha : a ≠ 0) (h : b * a = c * a) : b = c := by
  have e : (b - c) * a = 0 := by rw [Int.sub_mul, h, Int.sub_self]
  exact Int.eq_of_sub_eq_zero ((Int.mul_eq_zero.1 e).resolve_right ha)
protected theorem eq_of_mul_eq_mul_left {a b c : Int} (ha : a ≠ 0) (h : a * b = a * c) : b = c := by
  rw [Int.mul_comm a, Int.mul_comm a] at h; exact Int.eq_of_mul_eq_mul_right ha h
theorem mul_eq_mul_left_iff {a b c : Int} (h : c ≠ 0) : c * a = c * b ↔ a = b :=
  ⟨Int.eq_of_mul_eq_mul_left h, congrArg (c * ·)⟩
theorem mul_eq_mul_right_iff {a b c : Int} (h : c ≠ 0) : a * c = b * c ↔ a = b :=
  ⟨Int.eq_of_mul_eq_mul_right h, congrArg (· * c)⟩
theorem eq_one_of_mul_eq_self_left {a b : Int} (Hpos : a ≠ 0) (H : b * a = a) : b = 1 :=
  Int.eq_of_mul_eq_mul_right Hpos (by rw [Int.one_mul, H])
theorem eq_one_of_mul_eq_self_right {a b : Int} (Hpos : b ≠ 0) (H : b * a = b) : a = 1 :=
  Int.eq_of_mul_eq_mul_left Hpos (by rw [Int.mul_one, H])

end Int

/-! Recursion: along a measure, lexicographic, structural on nested and mutual types; unfolding. -/

/-! ## Along a measure -/

def euclid (a b : Nat) : Nat :=
  if _h : b = 0 then a else euclid b (a % b)
termination_by b
decreasing_by exact Nat.mod_lt _ (Nat.pos_of_ne_zero _h)

theorem euclid_zero₁ (a : Nat) : euclid a 0 = a := by unfold euclid; simp
theorem euclid_zero₂ (a : Nat) : euclid a 0 = a := by rw [euclid]; simp
theorem euclid_zero₃ (a : Nat) : euclid a 0 = a := by simp [euclid]
theorem euclid_step (a b : Nat) (h : b ≠ 0) : euclid a b = euclid b (a % b) := by
  rw [euclid.eq_1, dif_neg h]
theorem euclid_def (a b : Nat) : euclid a b = if b = 0 then a else euclid b (a % b) := euclid.eq_1 a b
theorem euclid_value : euclid 12 18 = 6 := by simp [euclid]
theorem euclid_comm (a b : Nat) (h : a < b) : euclid a b = euclid b a := by
  rw [euclid_step a b (Nat.ne_of_gt (Nat.lt_of_le_of_lt (Nat.zero_le a) h)), Nat.mod_eq_of_lt h]

def binaryLength (n : Nat) : Nat :=
  if _h : n < 2 then 0 else 1 + binaryLength (n / 2)
termination_by n
decreasing_by exact Nat.div_lt_self (Nat.lt_of_lt_of_le (Nat.zero_lt_succ 1) (Nat.le_of_not_lt _h)) (by decide)

theorem binaryLength_value : binaryLength 100 = 6 := by simp [binaryLength]
theorem binaryLength_double (n : Nat) (h : 0 < n) : binaryLength (2 * n) = 1 + binaryLength n := by
  have two : ¬2 * n < 2 := Nat.not_lt.mpr (Nat.mul_le_mul_left 2 h)
  rw [binaryLength, dif_neg two, Nat.mul_div_cancel_left n (by decide)]

/-! ## Lexicographic -/

def ackermann : Nat → Nat → Nat
  | 0, n => n + 1
  | m + 1, 0 => ackermann m 1
  | m + 1, n + 1 => ackermann m (ackermann (m + 1) n)
termination_by m n => (m, n)

theorem ackermann_value : ackermann 2 2 = 7 := by simp [ackermann]
theorem ackermann_one : ∀ n, ackermann 1 n = n + 2
  | 0 => by rw [ackermann, ackermann]
  | n + 1 => by rw [ackermann, ackermann_one n, ackermann]
theorem ackermann_pos (m n : Nat) : 0 < ackermann m n := by
  induction m generalizing n with
  | zero => rw [ackermann]; exact Nat.succ_pos n
  | succ m ih => cases n <;> rw [ackermann] <;> exact ih _

/-! ## By hand -/

theorem fix_unfolds (F : (n : Nat) → ((m : Nat) → m < n → Nat) → Nat) (n : Nat) :
    Nat.lt_wfRel.wf.fix F n = F n fun m _ => Nat.lt_wfRel.wf.fix F m :=
  WellFounded.fix_eq ..
theorem least (p : Nat → Prop) (n : Nat) (h : p n) : ∃ m, p m ∧ ∀ k, k < m → ¬p k := by
  induction n using Nat.strongRecOn with
  | ind n ih =>
    by_cases smaller : ∃ k, k < n ∧ p k
    · obtain ⟨k, lt, hk⟩ := smaller
      exact ih k lt hk
    · exact ⟨n, h, fun k lt hk => smaller ⟨k, lt, hk⟩⟩
theorem no_descent (f : Nat → Nat) : ¬∀ n, f (n + 1) < f n := by
  intro h
  have none : ∀ m n, f n = m → False := by
    intro m
    induction m using Nat.strongRecOn with
    | ind m ih => intro n e; exact ih (f (n + 1)) (e ▸ h n) (n + 1) rfl
  exact none (f 0) 0 rfl

/-! ## Sizes -/

theorem sizeOf_cons (x : Nat) (xs : List Nat) : sizeOf (x :: xs) = 1 + x + sizeOf xs := by simp
theorem sizeOf_tail (x : Nat) (xs : List Nat) : sizeOf xs < sizeOf (x :: xs) := by
  rw [List.cons.sizeOf_spec]; exact Nat.lt_add_of_pos_left (Nat.add_comm 1 _ ▸ Nat.succ_pos _)
theorem sizeOf_pair (a b : Nat) : sizeOf (a, b) = 1 + a + b := rfl

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

def binaryLength (n : Nat) : Nat := if n < 2 then 0 else 1 + binaryLength (n / 2)

theorem binaryLength_value : binaryLength 100 = 6 := by simp [binaryLength]
theorem binaryLength_double (n : Nat) (h : 0 < n) : binaryLength (2 * n) = 1 + binaryLength n := by
  have two : ¬2 * n < 2 := Nat.not_lt.mpr (Nat.mul_le_mul_left 2 h)
  rw [binaryLength, if_neg two, Nat.mul_div_cancel_left n (by decide)]

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

/-! ## By size, with nothing said -/

def merge : List Nat → List Nat → List Nat
  | [], ys => ys
  | xs, [] => xs
  | x :: xs, y :: ys => if x ≤ y then x :: merge xs (y :: ys) else y :: merge (x :: xs) ys

theorem merge_nil (xs : List Nat) : merge xs [] = xs := by cases xs <;> simp [merge]
theorem merge_value : merge [1, 3, 5] [2, 4] = [1, 2, 3, 4, 5] := by simp [merge]
theorem length_merge (xs ys : List Nat) : (merge xs ys).length = xs.length + ys.length := by
  fun_induction merge xs ys with
  | case1 ys => simp
  | case2 xs => simp
  | case3 x xs y ys h ih => simp +arith [ih]
  | case4 x xs y ys h ih => simp +arith [ih]

def countdown (n : Nat) : Nat := if 0 < n then 1 + countdown (n - 1) else 0
theorem countdown_eq (n : Nat) : countdown n = n := by
  induction n with
  | zero => rw [countdown, if_neg (Nat.lt_irrefl 0)]
  | succ n ih => rw [countdown, if_pos (Nat.succ_pos n), Nat.add_sub_cancel, ih, Nat.add_comm]

def range (i n : Nat) : List Nat := if i < n then i :: range (i + 1) n else []
termination_by n - i
theorem range_value : range 2 5 = [2, 3, 4] := by simp [range]
theorem length_range (i n : Nat) : (range i n).length = n - i := by
  fun_induction range i n with
  | case1 i h ih => rw [List.length_cons, ih, Nat.sub_add_eq, Nat.sub_add_cancel (Nat.sub_pos_of_lt h)]
  | case2 i h => rw [Nat.sub_eq_zero_of_le (Nat.le_of_not_lt h)]; rfl

/-! ## Structural, on nested types -/

inductive Tree (α : Type u) where
  | node : α → List (Tree α) → Tree α

namespace Tree

mutual
def size : Tree α → Nat
  | node _ ts => 1 + sizes ts
def sizes : List (Tree α) → Nat
  | [] => 0
  | t :: ts => t.size + sizes ts
end

mutual
def mirror : Tree α → Tree α
  | node a ts => node a (mirrors ts)
def mirrors : List (Tree α) → List (Tree α)
  | [] => []
  | t :: ts => mirrors ts ++ [t.mirror]
end

theorem size_leaf (a : α) : (node a []).size = 1 := rfl
theorem size_node (a : α) (t u : Tree α) : (node a [t, u]).size = t.size + u.size + 1 := by
  simp +arith [size, sizes]

mutual
theorem size_mirror : (t : Tree α) → t.mirror.size = t.size
  | node a ts => by simp [mirror, size, sizes_mirrors]
theorem sizes_mirrors : (ts : List (Tree α)) → sizes (mirrors ts) = sizes ts
  | [] => rfl
  | t :: ts => by simp [mirrors, sizes, size_mirror, sizes_mirrors, sizes_append, Nat.add_comm]
theorem sizes_append : (ts us : List (Tree α)) → sizes (ts ++ us) = sizes ts + sizes us
  | [], _ => (Nat.zero_add _).symm
  | t :: ts, us => by simp [sizes, sizes_append, Nat.add_assoc]
end

theorem induct (p : Tree α → Prop) (h : ∀ a ts, (∀ t, t ∈ ts → p t) → p (node a ts)) (t : Tree α) : p t := by
  refine Tree.rec (motive_1 := p) (motive_2 := fun ts => ∀ t, t ∈ ts → p t) h ?_ ?_ t
  · intro t h; cases h
  · intro t ts iht ihts u hu
    cases hu with
    | head => exact iht
    | tail _ m => exact ihts u m

theorem size_pos (t : Tree α) : 0 < t.size := by
  cases t with
  | node a ts => simp +arith [size]

end Tree

inductive Rose where
  | mk : List Rose → Rose

def Rose.depth : Rose → Nat
  | mk rs => 1 + go rs
where
  go : List Rose → Nat
  | [] => 0
  | r :: rs => max r.depth (go rs)

theorem Rose.depth_value : (Rose.mk [.mk [], .mk [.mk []]]).depth = 3 := by decide
theorem Rose.depth_leaf : (Rose.mk []).depth = 1 := by simp [Rose.depth, Rose.depth.go]

/-! ## Mutual -/

mutual
def isEven : Nat → Bool
  | 0 => true
  | n + 1 => isOdd n
def isOdd : Nat → Bool
  | 0 => false
  | n + 1 => isEven n
end

theorem isEven_value : isEven 10 = true ∧ isOdd 10 = false := by decide
theorem isEven_add_two (n : Nat) : isEven (n + 2) = isEven n := by rw [isEven, isOdd]
theorem isOdd_eq (n : Nat) : isOdd n = !isEven n := by
  induction n with
  | zero => rfl
  | succ n ih => rw [isOdd, isEven, ih, Bool.not_not]

mutual
inductive Even : Nat → Prop
  | zero : Even 0
  | succ : Odd n → Even (n + 1)
inductive Odd : Nat → Prop
  | succ : Even n → Odd (n + 1)
end

theorem even_double : ∀ n, Even (n + n)
  | 0 => .zero
  | n + 1 => (show (n + 1) + (n + 1) = n + n + 1 + 1 by simp +arith) ▸ .succ (.succ (even_double n))
mutual
theorem even_of_isEven : ∀ n, isEven n = true → Even n
  | 0, _ => .zero
  | n + 1, h => .succ (odd_of_isOdd n (by rwa [isEven] at h))
theorem odd_of_isOdd : ∀ n, isOdd n = true → Odd n
  | n + 1, h => .succ (even_of_isEven n (by rwa [isOdd] at h))
end

def fibonacci : Nat → Nat
  | 0 => 0
  | 1 => 1
  | n + 2 => fibonacci n + fibonacci (n + 1)

theorem fibonacci_value : fibonacci 20 = 6765 := by decide
theorem fibonacci_pos (n : Nat) (h : 0 < n) : 0 < fibonacci n := by
  fun_induction fibonacci n with
  | case1 => exact h
  | case2 => decide
  | case3 n _ ih => exact Nat.lt_of_lt_of_le (ih (Nat.succ_pos n)) (Nat.le_add_left ..)
theorem fibonacci_le (n : Nat) : fibonacci n ≤ fibonacci (n + 2) - fibonacci (n + 1) := by
  rw [fibonacci, Nat.add_sub_cancel]

/-! ## Through lists and conditions -/

namespace Tree

def weight : Tree α → Nat
  | .node _ ts => 1 + (ts.map weight).foldr (· + ·) 0
def map (f : α → β) : Tree α → Tree β
  | .node a ts => .node (f a) (ts.map (map f))
def labels : Tree α → List α
  | .node a ts => a :: ts.flatMap labels
def total : Tree Nat → Nat
  | .node a ts => ts.foldl (fun s t => s + t.total) a

theorem map_node (f : α → β) (a : α) (ts : List (Tree α)) : (node a ts).map f = node (f a) (ts.map (map f)) := by
  rw [map]
theorem labels_value : (node 1 [node 2 [node 3 []], node 4 []]).labels = [1, 2, 3, 4] := by simp [labels]
theorem total_value : (node 1 [node 2 [node 3 []], node 4 []]).total = 10 := by simp [total]
theorem weight_map (f : α → β) (t : Tree α) : (t.map f).weight = t.weight := by
  fun_induction Tree.map f t with
  | case1 a ts ih =>
    have same : ts.map (weight ∘ map f) = ts.map weight := List.map_congr_left ih
    rw [weight, weight, List.map_map, same]
theorem size_eq_weight (t : Tree α) : t.size = t.weight := by
  refine induct (fun t => t.size = t.weight) (fun a ts ih => ?_) t
  rw [size, weight]
  refine congrArg (1 + ·) ?_
  induction ts with
  | nil => rfl
  | cons t ts ihts =>
    rw [sizes, ih t (.head _), ihts fun u hu => ih u (.tail _ hu)]
    rfl

end Tree

def collatz (fuel n : Nat) : Nat := if fuel = 0 ∨ n ≤ 1 then 0 else 1 + collatz (fuel - 1) (if n % 2 = 0 then n / 2 else 3 * n + 1)
theorem collatz_value : collatz 100 6 = 8 := by simp [collatz]
def search (p : Nat → Bool) (low high : Nat) : Option Nat :=
  if low < high then (if p low then some low else search p (low + 1) high) else none
termination_by high - low
theorem search_sound (p : Nat → Bool) (low high n : Nat) (h : search p low high = some n) : p n = true ∧ low ≤ n := by
  fun_induction search p low high with
  | case1 low _ found => cases h; exact ⟨found, Nat.le_refl _⟩
  | case2 low _ _ ih => exact ⟨(ih h).1, Nat.le_of_succ_le (ih h).2⟩
  | case3 => cases h
theorem search_empty (p : Nat → Bool) (n : Nat) : search p n n = none := by rw [search, if_neg (Nat.lt_irrefl n)]
theorem search_value : search (fun n => n * n == 49) 0 20 = some 7 := by simp [search]

def quicksort : List Nat → List Nat
  | [] => []
  | p :: xs => quicksort (xs.filter (· < p)) ++ [p] ++ quicksort (xs.filter (¬· < p))
termination_by xs => xs.length
decreasing_by
  all_goals
    simp only [List.length_unattach, List.length_cons]
    exact Nat.lt_succ_of_le (Nat.le_trans (List.length_filter_le ..) (Nat.le_of_eq List.length_attach))
theorem quicksort_value : quicksort [3, 1, 2] = [1, 2, 3] := by simp [quicksort]
def lastDigits : Nat → List Nat
  | n => have d := n % 10; if n < 10 then [d] else d :: lastDigits (n / 10)
theorem lastDigits_value : lastDigits 1234 = [4, 3, 2, 1] := by simp [lastDigits]
def power (b e : Nat) : Nat :=
  if e = 0 then 1 else if e % 2 = 0 then power (b * b) (e / 2) else b * power b (e - 1)
theorem power_eq (b e : Nat) : power b e = b ^ e := by
  fun_induction power b e with
  | case1 => rfl
  | case2 b e _ even ih => rw [ih, ← Nat.pow_two, ← Nat.pow_mul, show 2 * (e / 2) = e by omega]
  | case3 b e pos _ ih => rw [ih, Nat.mul_comm, ← Nat.pow_succ, show e - 1 + 1 = e by omega]

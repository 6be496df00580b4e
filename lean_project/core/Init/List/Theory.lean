prelude
import Init.List.Lemmas
import Init.Nat.Mul
/-!
# Lists: ranges, sums, zips, counting, parts, products of functions

Further theory of lists under its core names.
-/

universe u v w

namespace List

variable {α : Type u} {β : Type v} {γ : Type w}

/-! ## Sums -/

@[simp] theorem sum_nil [Add α] [Zero α] : ([] : List α).sum = 0 := rfl
@[simp] theorem sum_cons [Add α] [Zero α] {a : α} {l : List α} : (a :: l).sum = a + l.sum := rfl
theorem sum_eq_foldr [Add α] [Zero α] {l : List α} : l.sum = l.foldr (· + ·) 0 := rfl
private theorem sum_append_aux (l₁ l₂ : List Nat) : (l₁ ++ l₂).sum = l₁.sum + l₂.sum := by
  induction l₁ with
  | nil => exact (Nat.zero_add _).symm
  | cons a l ih => rw [cons_append, sum_cons, sum_cons, ih, Nat.add_assoc]
theorem sum_append_nat {l₁ l₂ : List Nat} : (l₁ ++ l₂).sum = l₁.sum + l₂.sum := sum_append_aux l₁ l₂
theorem sum_reverse_nat (xs : List Nat) : xs.reverse.sum = xs.sum := by
  induction xs with
  | nil => rfl
  | cons a l ih => rw [reverse_cons, sum_append_nat, ih, sum_cons, sum_cons, sum_nil, Nat.add_comm, Nat.add_zero]

/-! ## Ranges -/

theorem rangeAux_eq_append (n : Nat) (l : List Nat) : rangeAux n l = range n ++ l := by
  rw [range]
  induction n generalizing l with
  | zero => rfl
  | succ n ih => rw [rangeAux, rangeAux, ih, ih [n], append_assoc]; rfl
@[simp] theorem range_zero : range 0 = [] := rfl
theorem range_succ {n : Nat} : range (n + 1) = range n ++ [n] := rangeAux_eq_append n [n]
@[simp] theorem length_range {n : Nat} : (range n).length = n := by
  induction n with
  | zero => rfl
  | succ n ih => rw [range_succ, length_append, ih]; rfl
@[simp] theorem mem_range {m n : Nat} : m ∈ range n ↔ m < n := by
  induction n with
  | zero => exact ⟨fun h => absurd h not_mem_nil, fun h => absurd h (Nat.not_lt_zero m)⟩
  | succ n ih => rw [range_succ, mem_append, ih, mem_singleton]; omega
theorem not_mem_range_self {n : Nat} : ¬n ∈ range n := fun h => Nat.lt_irrefl n (mem_range.1 h)
theorem self_mem_range_succ {n : Nat} : n ∈ range (n + 1) := mem_range.2 (Nat.lt_succ_self n)
theorem range_succ_eq_map {n : Nat} : range (n + 1) = 0 :: map Nat.succ (range n) := by
  induction n with
  | zero => rfl
  | succ n ih =>
    have e : map Nat.succ (range (n + 1)) = map Nat.succ (range n) ++ [n + 1] := by rw [range_succ, map_append]; rfl
    exact range_succ.trans ((congrArg (· ++ [n + 1]) ih).trans (congrArg (0 :: ·) e.symm))
@[simp] theorem range_eq_nil {n : Nat} : range n = [] ↔ n = 0 := by rw [← length_eq_zero_iff, length_range]

/-! ## Zips -/

@[simp] theorem zipWith_nil_left {f : α → β → γ} {l : List β} : zipWith f [] l = [] := rfl
@[simp] theorem zipWith_nil_right {f : α → β → γ} {l : List α} : zipWith f l [] = [] := by cases l <;> rfl
@[simp] theorem zipWith_cons_cons {f : α → β → γ} {a : α} {as : List α} {b : β} {bs : List β} :
    zipWith f (a :: as) (b :: bs) = f a b :: zipWith f as bs := rfl
@[simp] theorem zip_nil_left {l : List β} : zip ([] : List α) l = [] := rfl
@[simp] theorem zip_nil_right {l : List α} : zip l ([] : List β) = [] := zipWith_nil_right
@[simp] theorem zip_cons_cons {a : α} {as : List α} {b : β} {bs : List β} :
    zip (a :: as) (b :: bs) = (a, b) :: zip as bs := rfl
@[simp] theorem length_zipWith {f : α → β → γ} {l₁ : List α} {l₂ : List β} :
    length (zipWith f l₁ l₂) = min l₁.length l₂.length := by
  induction l₁ generalizing l₂ with
  | nil => exact (Nat.zero_min _).symm
  | cons a l ih =>
    cases l₂ with
    | nil => exact (Nat.min_zero _).symm
    | cons b l' => rw [zipWith_cons_cons, length_cons, ih, length_cons, length_cons]; omega
@[simp] theorem length_zip {l₁ : List α} {l₂ : List β} : (zip l₁ l₂).length = min l₁.length l₂.length := length_zipWith
theorem map_fst_zip {l₁ : List α} {l₂ : List β} (h : l₁.length ≤ l₂.length) : map Prod.fst (zip l₁ l₂) = l₁ := by
  induction l₁ generalizing l₂ with
  | nil => rfl
  | cons a l ih =>
    cases l₂ with
    | nil => exact absurd h (Nat.not_succ_le_zero _)
    | cons b l' => rw [zip_cons_cons, map_cons, ih (Nat.le_of_succ_le_succ h)]
theorem map_snd_zip {l₁ : List α} {l₂ : List β} (h : l₂.length ≤ l₁.length) : map Prod.snd (zip l₁ l₂) = l₂ := by
  induction l₁ generalizing l₂ with
  | nil => rw [eq_nil_of_length_eq_zero (Nat.eq_zero_of_le_zero h)]; rfl
  | cons a l ih =>
    cases l₂ with
    | nil => rfl
    | cons b l' => rw [zip_cons_cons, map_cons, ih (Nat.le_of_succ_le_succ h)]

/-! ## First and last parts -/

@[simp] theorem length_take {i : Nat} {l : List α} : (take i l).length = min i l.length := by
  induction i generalizing l with
  | zero => exact (Nat.zero_min _).symm
  | succ i ih =>
    cases l with
    | nil => exact (Nat.min_zero _).symm
    | cons a l => rw [take_succ_cons, length_cons, ih, length_cons]; omega
theorem take_of_length_le {l : List α} {i : Nat} (h : l.length ≤ i) : take i l = l := by
  induction i generalizing l with
  | zero => rw [eq_nil_of_length_eq_zero (Nat.eq_zero_of_le_zero h)]; rfl
  | succ i ih =>
    cases l with
    | nil => rfl
    | cons a l => rw [take_succ_cons, ih (Nat.le_of_succ_le_succ h)]
theorem drop_of_length_le {l : List α} {i : Nat} (h : l.length ≤ i) : drop i l = [] :=
  eq_nil_of_length_eq_zero (by rw [length_drop, Nat.sub_eq_zero_of_le h])
@[simp] theorem take_length {l : List α} : l.take l.length = l := take_of_length_le (Nat.le_refl _)
@[simp] theorem drop_length {l : List α} : l.drop l.length = [] := drop_of_length_le (Nat.le_refl _)
@[simp] theorem drop_drop {i j : Nat} {l : List α} : drop i (drop j l) = drop (j + i) l := by
  induction j generalizing l with
  | zero => rw [Nat.zero_add]; rfl
  | succ j ih =>
    cases l with
    | nil => rw [drop_nil, drop_nil, drop_nil]
    | cons a l => rw [drop_succ_cons, ih, Nat.add_right_comm]; rfl
@[simp] theorem map_take {f : α → β} {l : List α} {i : Nat} : (l.take i).map f = (l.map f).take i := by
  induction i generalizing l with
  | zero => rfl
  | succ i ih =>
    cases l with
    | nil => rfl
    | cons a l => rw [take_succ_cons, map_cons, ih]; rfl
@[simp] theorem map_drop {f : α → β} {l : List α} {i : Nat} : (l.drop i).map f = (l.map f).drop i := by
  induction i generalizing l with
  | zero => rfl
  | succ i ih =>
    cases l with
    | nil => rfl
    | cons a l => exact ih
theorem mem_of_mem_take {a : α} {i : Nat} {l : List α} (h : a ∈ l.take i) : a ∈ l :=
  take_append_drop i l ▸ mem_append_left _ h
theorem mem_of_mem_drop {a : α} {i : Nat} {l : List α} (h : a ∈ l.drop i) : a ∈ l :=
  take_append_drop i l ▸ mem_append_right _ h
@[simp] theorem length_tail {l : List α} : l.tail.length = l.length - 1 := by cases l <;> rfl
@[simp] theorem takeWhile_append_dropWhile {p : α → Bool} {l : List α} : takeWhile p l ++ dropWhile p l = l := by
  induction l with
  | nil => rfl
  | cons a l ih => cases h : p a <;> simp [takeWhile, dropWhile, h, ih]

/-! ## Repetition -/

@[simp] theorem mem_replicate {a b : α} {n : Nat} : b ∈ replicate n a ↔ n ≠ 0 ∧ b = a := by
  induction n with
  | zero => exact ⟨fun h => absurd h not_mem_nil, fun h => absurd rfl h.1⟩
  | succ n ih =>
    rw [replicate_succ, mem_cons, ih]
    exact ⟨fun h => ⟨by omega, h.elim id And.right⟩, fun h => .inl h.2⟩
@[simp] theorem replicate_append_replicate {n m : Nat} {a : α} : replicate n a ++ replicate m a = replicate (n + m) a := by
  induction n with
  | zero => rw [Nat.zero_add]; rfl
  | succ n ih => rw [replicate_succ, cons_append, ih, Nat.add_right_comm]; rfl
@[simp] theorem sum_replicate_nat {n a : Nat} : (replicate n a).sum = n * a := by
  induction n with
  | zero => exact (Nat.zero_mul a).symm
  | succ n ih => rw [replicate_succ, sum_cons, ih, Nat.add_mul, Nat.one_mul, Nat.add_comm]
theorem map_const' (l : List α) (b : β) : map (fun _ => b) l = replicate l.length b := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [map_cons, ih, length_cons, replicate_succ]

/-! ## Equality by members, induction from the end -/

theorem exists_mem_of_ne_nil (l : List α) (h : l ≠ []) : ∃ x, x ∈ l := by
  cases l with
  | nil => exact absurd rfl h
  | cons a l => exact ⟨a, mem_cons_self⟩
theorem exists_cons_of_ne_nil {l : List α} (h : l ≠ []) : ∃ b L, l = b :: L := by
  cases l with
  | nil => exact absurd rfl h
  | cons a l => exact ⟨a, l, rfl⟩
theorem ne_nil_of_length_pos {l : List α} (h : 0 < length l) : l ≠ [] := fun e => by
  rw [e] at h; exact Nat.lt_irrefl 0 h
@[simp] theorem length_pos_iff {l : List α} : 0 < length l ↔ l ≠ [] :=
  ⟨ne_nil_of_length_pos, fun h => Nat.pos_of_ne_zero fun e => h (eq_nil_of_length_eq_zero e)⟩
theorem exists_mem_of_length_pos {l : List α} (h : 0 < length l) : ∃ a, a ∈ l :=
  exists_mem_of_ne_nil l (ne_nil_of_length_pos h)
theorem exists_cons_of_length_eq_add_one {l : List α} {n : Nat} (h : l.length = n + 1) : ∃ b t, l = b :: t :=
  exists_cons_of_ne_nil (ne_nil_of_length_pos (h ▸ Nat.succ_pos n))
theorem length_eq_one_iff {l : List α} : length l = 1 ↔ ∃ a, l = [a] := by
  constructor
  · intro h
    obtain ⟨a, t, rfl⟩ := exists_cons_of_length_eq_add_one h
    exact ⟨a, by rw [eq_nil_of_length_eq_zero (Nat.succ.inj h)]⟩
  · rintro ⟨a, rfl⟩; rfl

/-! ## Filters -/

theorem filter_eq_self {p : α → Bool} {l : List α} : filter p l = l ↔ ∀ a, a ∈ l → p a := by
  constructor
  · intro h a k; rw [← h] at k; exact (mem_filter.1 k).2
  · intro h
    induction l with
    | nil => rfl
    | cons a l ih => rw [filter_cons_of_pos (h a mem_cons_self), ih fun b k => h b (mem_cons_of_mem a k)]
theorem filter_eq_nil_iff {p : α → Bool} {l : List α} : filter p l = [] ↔ ∀ a, a ∈ l → ¬p a := by
  rw [eq_nil_iff_forall_not_mem]
  exact ⟨fun h a k l => h a (mem_filter.2 ⟨k, l⟩), fun h a k => h a (mem_filter.1 k).1 (mem_filter.1 k).2⟩
theorem filter_congr {p q : α → Bool} {l : List α} (h : ∀ x, x ∈ l → p x = q x) : filter p l = filter q l := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [filter_cons, filter_cons, h a mem_cons_self, ih fun b k => h b (mem_cons_of_mem a k)]
theorem filter_map {f : β → α} {p : α → Bool} {l : List β} : filter p (map f l) = map f (filter (p ∘ f) l) := by
  induction l with
  | nil => rfl
  | cons a l ih => by_cases h : p (f a) <;> simp [h, ih]
@[simp] theorem filter_reverse {p : α → Bool} {l : List α} : filter p l.reverse = (filter p l).reverse := by
  induction l with
  | nil => rfl
  | cons a l ih => by_cases h : p a <;> simp [h, ih]

/-! ## Counting -/

private theorem countP_go (p : α → Bool) (l : List α) (n : Nat) : countP.go p l n = countP.go p l 0 + n := by
  induction l generalizing n with
  | nil => exact (Nat.zero_add n).symm
  | cons a l ih =>
    cases h : p a with
    | false => rw [countP.go, countP.go, h]; exact ih n
    | true => rw [countP.go, countP.go, h]; show countP.go p l (n + 1) = countP.go p l 1 + n; rw [ih (n + 1), ih 1]; omega
@[simp] theorem countP_nil {p : α → Bool} : countP p [] = 0 := rfl
@[simp] theorem countP_cons_of_pos {p : α → Bool} {a : α} {l : List α} (pa : p a) :
    countP p (a :: l) = countP p l + 1 := by
  show (bif p a then countP.go p l 1 else _) = _
  rw [pa]; exact countP_go p l 1
@[simp] theorem countP_cons_of_neg {p : α → Bool} {a : α} {l : List α} (pa : ¬p a) :
    countP p (a :: l) = countP p l := by
  show (bif p a then _ else countP.go p l 0) = _
  rw [Bool.of_not_eq_true pa]; rfl
theorem countP_cons {p : α → Bool} {a : α} {l : List α} : countP p (a :: l) = countP p l + if p a then 1 else 0 := by
  by_cases h : p a <;> simp [h]
theorem countP_eq_length_filter {p : α → Bool} {l : List α} : countP p l = length (filter p l) := by
  induction l with
  | nil => rfl
  | cons a l ih => by_cases h : p a <;> simp [h, ih]
theorem countP_le_length {p : α → Bool} {l : List α} : countP p l ≤ l.length := by
  rw [countP_eq_length_filter]; exact length_filter_le p l
@[simp] theorem countP_append {p : α → Bool} {l₁ l₂ : List α} : countP p (l₁ ++ l₂) = countP p l₁ + countP p l₂ := by
  rw [countP_eq_length_filter, filter_append, length_append, ← countP_eq_length_filter, ← countP_eq_length_filter]
@[simp] theorem countP_reverse {p : α → Bool} {l : List α} : countP p l.reverse = countP p l := by
  rw [countP_eq_length_filter, filter_reverse, length_reverse, ← countP_eq_length_filter]
@[simp] theorem countP_pos_iff {p : α → Bool} {l : List α} : 0 < countP p l ↔ ∃ a, a ∈ l ∧ p a := by
  rw [countP_eq_length_filter]
  constructor
  · intro h
    obtain ⟨a, k⟩ := exists_mem_of_length_pos h
    exact ⟨a, mem_filter.1 k⟩
  · rintro ⟨a, h⟩; exact length_pos_of_mem (mem_filter.2 h)

@[simp] theorem count_nil [BEq α] {a : α} : count a [] = 0 := rfl
theorem count_eq_countP [BEq α] {a : α} {l : List α} : count a l = countP (· == a) l := rfl
theorem count_cons [BEq α] {a b : α} {l : List α} : count a (b :: l) = count a l + if b == a then 1 else 0 := countP_cons
theorem count_le_length [BEq α] {a : α} {l : List α} : count a l ≤ l.length := countP_le_length
@[simp] theorem count_append [BEq α] {a : α} {l₁ l₂ : List α} : count a (l₁ ++ l₂) = count a l₁ + count a l₂ :=
  countP_append
@[simp] theorem count_reverse [BEq α] {a : α} {l : List α} : count a l.reverse = count a l := countP_reverse
@[simp] theorem count_cons_self [BEq α] [LawfulBEq α] {a : α} {l : List α} : count a (a :: l) = count a l + 1 :=
  countP_cons_of_pos (beq_self_eq_true a)
@[simp] theorem count_cons_of_ne [BEq α] [LawfulBEq α] {a b : α} (h : b ≠ a) {l : List α} :
    count a (b :: l) = count a l := countP_cons_of_neg fun e => h (eq_of_beq e)
@[simp] theorem count_pos_iff [BEq α] [LawfulBEq α] {a : α} {l : List α} : 0 < count a l ↔ a ∈ l := by
  rw [count_eq_countP, countP_pos_iff]
  exact ⟨fun ⟨b, h, k⟩ => eq_of_beq k ▸ h, fun h => ⟨a, h, beq_self_eq_true a⟩⟩
theorem count_eq_zero [BEq α] [LawfulBEq α] {a : α} {l : List α} : count a l = 0 ↔ ¬a ∈ l := by
  rw [← count_pos_iff]; omega

/-! ## Folds -/

theorem foldr_cons_eq_append {l : List α} {f : α → β} {l' : List β} :
    l.foldr (fun x ys => f x :: ys) l' = l.map f ++ l' := by
  induction l with
  | nil => rfl
  | cons a l ih => rw [foldr_cons, ih]; rfl
theorem foldl_hom (f : α → β) {g₁ : α → γ → α} {g₂ : β → γ → β} {l : List γ} {init : α}
    (H : ∀ x y, g₂ (f x) y = f (g₁ x y)) : l.foldl g₂ (f init) = f (l.foldl g₁ init) := by
  induction l generalizing init with
  | nil => rfl
  | cons a l ih => rw [foldl_cons, H, ih]; rfl

end List

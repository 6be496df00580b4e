prelude
import Init.Omega
import Init.String
import Init.Char
/-!
# Strings and their characters

The first byte of a character's UTF-8 code tells how many bytes follow; so the code of a list of
characters can be read back, and `String.ofList` is injective.  Its inverse is `String.toList`, by
which length, `push`, `map` and `join` are defined; compiled code has native ones.
-/

namespace Lemmasmith.Utf8

theorem toNat_ofNat (n : Nat) : (UInt8.ofNat n).toBitVec.toNat = n % 256 := rfl

theorem byte_inj {m n : Nat} (h : UInt8.ofNat m = UInt8.ofNat n) : m % 256 = n % 256 :=
  congrArg (fun b : UInt8 => b.toBitVec.toNat) h

theorem value_lt (c : Char) : c.val.toNat < 1114112 := by
  have := c.valid
  unfold UInt32.isValidChar Nat.isValidChar at this
  omega

theorem char_eq {c d : Char} (h : c.val.toNat = d.val.toNat) : c = d := by
  obtain ⟨⟨⟨⟨_, _⟩⟩⟩, _⟩ := c
  obtain ⟨⟨⟨⟨_, _⟩⟩⟩, _⟩ := d
  cases (h : _ = _)
  rfl

/-- The code of a character with the value `v`, by the number of bytes. -/
def code (v : Nat) : List UInt8 :=
  if v ≤ 0x7f then [UInt8.ofNat v]
  else if v ≤ 0x7ff then [UInt8.ofNat (v / 64 % 0x20 + 0xc0), UInt8.ofNat (v % 0x40 + 0x80)]
  else if v ≤ 0xffff then
    [UInt8.ofNat (v / 4096 % 0x10 + 0xe0), UInt8.ofNat (v / 64 % 0x40 + 0x80), UInt8.ofNat (v % 0x40 + 0x80)]
  else
    [UInt8.ofNat (v / 262144 % 0x08 + 0xf0), UInt8.ofNat (v / 4096 % 0x40 + 0x80),
      UInt8.ofNat (v / 64 % 0x40 + 0x80), UInt8.ofNat (v % 0x40 + 0x80)]

theorem encodeChar_eq (c : Char) : String.utf8EncodeChar c = code c.val.toNat := rfl

theorem code_append_inj {v w : Nat} (hv : v < 1114112) (hw : w < 1114112) {r s : List UInt8}
    (h : code v ++ r = code w ++ s) : v = w ∧ r = s := by
  unfold code at h
  repeat' split at h
  all_goals simp only [List.cons_append, List.nil_append, List.cons.injEq] at h
  all_goals
    first
    | (obtain ⟨h₁, h₂, h₃, h₄, h₅⟩ := h
       have h₁ := byte_inj h₁; have h₂ := byte_inj h₂; have h₃ := byte_inj h₃; have h₄ := byte_inj h₄
       exact ⟨by omega, h₅⟩)
    | (obtain ⟨h₁, h₂, h₃, h₄⟩ := h
       have h₁ := byte_inj h₁; have h₂ := byte_inj h₂; have h₃ := byte_inj h₃
       exact ⟨by omega, h₄⟩)
    | (obtain ⟨h₁, h₂, h₃⟩ := h
       have h₁ := byte_inj h₁; have h₂ := byte_inj h₂
       exact ⟨by omega, h₃⟩)
    | (obtain ⟨h₁, h₂⟩ := h
       have h₁ := byte_inj h₁
       exact ⟨by omega, h₂⟩)
    | (have h₁ := byte_inj h.1
       omega)

theorem code_ne_nil (v : Nat) : ∃ b l, code v = b :: l := by
  unfold code
  split
  · exact ⟨_, _, rfl⟩
  split
  · exact ⟨_, _, rfl⟩
  split <;> exact ⟨_, _, rfl⟩

theorem flatMap_inj : ∀ {l m : List Char}, l.flatMap String.utf8EncodeChar = m.flatMap String.utf8EncodeChar → l = m
  | [], [], _ => rfl
  | [], d :: m, h => by
    obtain ⟨b, t, e⟩ := code_ne_nil d.val.toNat
    rw [List.flatMap_cons, encodeChar_eq, e] at h; cases h
  | c :: l, [], h => by
    obtain ⟨b, t, e⟩ := code_ne_nil c.val.toNat
    rw [List.flatMap_cons, encodeChar_eq, e] at h; cases h
  | c :: l, d :: m, h => by
    rw [List.flatMap_cons, List.flatMap_cons, encodeChar_eq, encodeChar_eq] at h
    have ⟨e, t⟩ := code_append_inj (value_lt c) (value_lt d) h
    rw [char_eq e, flatMap_inj t]

end Lemmasmith.Utf8

namespace String

theorem ofList_injective {l m : List Char} (h : String.ofList l = String.ofList m) : l = m := by
  have bytes : (List.utf8Encode l).data.toList = (List.utf8Encode m).data.toList :=
    congrArg (fun s : String => s.toByteArray.data.toList) h
  rw [Lemmasmith.Utf8.bytes_encode, Lemmasmith.Utf8.bytes_encode] at bytes
  exact Lemmasmith.Utf8.flatMap_inj bytes

@[simp] theorem ofList_inj {l m : List Char} : String.ofList l = String.ofList m ↔ l = m :=
  ⟨ofList_injective, congrArg _⟩

private theorem exists_ofList (s : String) : ∃ l, String.ofList l = s := by
  obtain ⟨b, ⟨l, h⟩⟩ := s
  subst h
  exact ⟨l, rfl⟩

@[extern "lean_string_data"] def toList (s : String) : List Char := Classical.choose (exists_ofList s)

@[simp] theorem ofList_toList {s : String} : String.ofList s.toList = s := Classical.choose_spec (exists_ofList s)
@[simp] theorem toList_ofList {l : List Char} : (String.ofList l).toList = l := ofList_injective ofList_toList
theorem toList_injective {s t : String} (h : s.toList = t.toList) : s = t := by
  rw [← ofList_toList (s := s), h, ofList_toList]
@[simp] theorem toList_inj {s t : String} : s.toList = t.toList ↔ s = t := ⟨toList_injective, congrArg _⟩

@[simp] theorem toList_append {s t : String} : (s ++ t).toList = s.toList ++ t.toList := by
  apply ofList_injective
  rw [ofList_toList]
  have encode_append (l m : List Char) :
      (l ++ m).flatMap utf8EncodeChar = l.flatMap utf8EncodeChar ++ m.flatMap utf8EncodeChar := by
    induction l with
    | nil => rfl
    | cons c l ih => rw [List.cons_append, List.flatMap_cons, List.flatMap_cons, ih, List.append_assoc]
  have same : ∀ {a b : String}, a.toByteArray.data.toList = b.toByteArray.data.toList → a = b := by
    intro a b h
    obtain ⟨⟨⟨_⟩⟩, _⟩ := a
    obtain ⟨⟨⟨_⟩⟩, _⟩ := b
    cases h; rfl
  apply same
  show s.toByteArray.data.toList ++ t.toByteArray.data.toList = (List.utf8Encode (s.toList ++ t.toList)).data.toList
  rw [Lemmasmith.Utf8.bytes_encode, encode_append, ← Lemmasmith.Utf8.bytes_encode, ← Lemmasmith.Utf8.bytes_encode]
  exact congr (congrArg _ (congrArg (fun s : String => s.toByteArray.data.toList) ofList_toList.symm))
    (congrArg (fun s : String => s.toByteArray.data.toList) ofList_toList.symm)

@[extern "lean_string_length"] def length (s : @& String) : Nat := s.toList.length

@[simp] theorem length_toList {s : String} : s.toList.length = s.length := rfl
@[simp] theorem length_ofList {l : List Char} : (String.ofList l).length = l.length := congrArg List.length toList_ofList
@[simp] theorem length_append {s t : String} : (s ++ t).length = s.length + t.length := by
  show (s ++ t).toList.length = _
  rw [toList_append, List.length_append]; rfl

theorem append_assoc {s t u : String} : s ++ t ++ u = s ++ (t ++ u) := toList_injective (by simp)

@[extern "lean_string_push"] def push (s : String) (c : Char) : String := String.ofList (s.toList ++ [c])

@[simp] theorem toList_push {s : String} {c : Char} : (s.push c).toList = s.toList ++ [c] := toList_ofList

@[extern "native"] def singleton (c : Char) : String := String.ofList [c]
@[extern "native"] def map (f : Char → Char) (s : String) : String := String.ofList (s.toList.map f)
@[extern "native"] def join (l : List String) : String := l.foldl (· ++ ·) ""

end String

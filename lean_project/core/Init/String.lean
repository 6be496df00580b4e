prelude
import Init.List.Basic
/-!
# Strings: concatenation

A string is its UTF-8 code with a proof that it is one; that two codes in a row are a code again
is all that is proved here.
-/

namespace String

private theorem toList_loop (bs : List UInt8) : ∀ r : ByteArray,
    (List.toByteArray.loop bs r).data.toList = r.data.toList ++ bs := by
  have concat_eq : ∀ (l : List UInt8) (b : UInt8), l.concat b = l ++ [b] := by
    intro l b
    induction l with
    | nil => rfl
    | cons a l ih => exact congrArg (a :: ·) ih
  induction bs with
  | nil => intro r; exact (List.append_nil _).symm
  | cons b bs ih =>
    intro r
    refine (ih (r.push b)).trans ?_
    show r.data.toList.concat b ++ bs = _
    rw [concat_eq, List.append_assoc]
    rfl

theorem _root_.Lemmasmith.Utf8.bytes_encode (l : List Char) : (List.utf8Encode l).data.toList = l.flatMap utf8EncodeChar :=
  toList_loop _ _

private theorem encode_append (l m : List Char) :
    (l ++ m).flatMap utf8EncodeChar = l.flatMap utf8EncodeChar ++ m.flatMap utf8EncodeChar := by
  induction l with
  | nil => rfl
  | cons c l ih => rw [List.cons_append, List.flatMap_cons, List.flatMap_cons, ih, List.append_assoc]

private theorem eq_of_toList : ∀ {a b : ByteArray}, a.data.toList = b.data.toList → a = b
  | ⟨⟨_⟩⟩, ⟨⟨_⟩⟩, rfl => rfl

@[extern "lean_string_append"]
protected def append (s : String) (t : @& String) : String where
  toByteArray := ⟨⟨s.toByteArray.data.toList ++ t.toByteArray.data.toList⟩⟩
  isValidUTF8 := by
    obtain ⟨l, hl⟩ := s.isValidUTF8
    obtain ⟨m, hm⟩ := t.isValidUTF8
    refine ⟨l ++ m, eq_of_toList ?_⟩
    rw [Lemmasmith.Utf8.bytes_encode, encode_append, ← Lemmasmith.Utf8.bytes_encode,
      ← Lemmasmith.Utf8.bytes_encode, ← hl, ← hm]

instance _root_.instAppendString : Append String := ⟨String.append⟩

end String

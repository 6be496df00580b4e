"""Readable names follow Mathlib's conventions, whatever way a law is written."""

from __future__ import annotations

import pytest

from lemma_graph.naming import describe, name_of


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("∀ (a b : N), N.add a b = N.add b a", "add_comm"),
        ("∀ (a b c : N), N.add a (N.add b c) = N.add (N.add a b) c", "add_assoc"),
        ("∀ (a b c : N), a + (b + c) = b + (a + c)", "add_left_comm"),
        ("∀ (a b c d : N), a + b + (c + d) = a + c + (b + d)", "add_add_add_comm"),
        ("∀ (a b c : N), (a + b) * c = a * c + b * c", "add_mul"),
        ("∀ (a : N), N.zero = N.mul N.zero a", "zero_mul"),
        ("∀ {α : Type} (a b c : Sequence α), (a.append b).append c = a.append (b.append c)", "append_assoc"),
        ("∀ {α : Type} (a b : Sequence α), (a.append b).reverse = b.reverse.append a.reverse", "reverse_append"),
        ("∀ {α : Type} (a : Sequence α), a.append Sequence.nil = a", "append_nil"),
        ("∀ {α : Type} (a : Sequence α), a.reverse.length = a.length", "length_reverse"),
        ("∀ (f : Nat → Nat) (xs ys : L), map f (append xs ys) = append (map f xs) (map f ys)", "map_append"),
        ("∀ (x : Nat) (xs : L), member x (reverse xs) ↔ member x xs", "member_reverse"),
        ("∀ (a b c : N), N.add a b = N.add a c → b = c", "add_left_cancel"),
        ("∀ (a b : N), succ a = succ b → a = b", "succ_injective"),
        ("∀ (a b c : N), a.le b → b.le c → a.le c", "le_trans"),
        ("∀ (a b : Nat) (h : a ≤ b) (k : b ≤ a), a = b", "le_antisymm"),
        ("∀ (n : N), (n + n).even = true", "even_add_self"),
        ("∀ (a : N), double a = add a a", "double_eq_add_self"),
        ("∀ (a : N), N.sub a a = N.zero", "sub_self"),
        ("∀ (a : N), ∃ (c_1 : N), a = N.double c_1", "exists_double"),
        ("∀ (a b : Int), 0 < a → 0 < b → 0 < a * b", "mul_pos_of_pos_of_pos"),
        ("∀ (n : Nat), 0 ≤ n * n", "mul_self_nonneg"),
        ("∀ (a b : Nat), a < b → a ≠ b", "ne_of_lt"),
    ],
)
def test_usual_laws_have_their_usual_names(statement: str, name: str) -> None:
    assert name_of(statement) == name


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("∀ (a b : N), a + b = b + a", "`+` is commutative."),
        ("∀ (a b c : N), a * (b + c) = a * b + a * c", "`*` distributes over `+` on its right."),
        ("∀ (a b : L), (a.append b).reverse = b.reverse.append a.reverse",
         "`reverse` takes `append` to `append`, turned round."),
        ("∀ (a b : N), a + b = b + b", ""),
    ],
)  # fmt: skip
def test_usual_laws_are_said_in_words(statement: str, sentence: str) -> None:
    assert describe(statement) == sentence

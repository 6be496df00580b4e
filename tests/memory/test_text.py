"""Lean text taken apart and written anew."""

from __future__ import annotations

import pytest

from lemma_graph import normalise
from lemma_graph.text import rename, telescope


def test_a_statement_is_taken_apart() -> None:
    parts = telescope("∀ {α : Type} [inst : Group α] (a b : α), a * b = 1 → (∀ (c : α), c = c) → a = b⁻¹")
    assert [(b.name, b.style) for b in parts.binders] == [("α", "{"), ("inst", "["), ("a", "("), ("b", "(")]
    assert parts.hypotheses[:2] == ("a * b = 1", "(∀ (c : α), c = c)")
    assert parts.conclusion == "a = b⁻¹"


def test_names_are_replaced_whole_and_not_in_comments_or_fields() -> None:
    text = 'exact foo.symm /- foo /- foo -/ -/ foo2 h.foo .foo "foo" Foo.foo (foo) -- foo'
    assert rename(text, {"foo": "L"}) == 'exact L.symm /- foo /- foo -/ -/ foo2 h.foo .foo "foo" Foo.foo (L) -- foo'


@pytest.mark.parametrize(
    ("body", "column", "tactics"),
    [
        ("by\n  cases b\n  · rfl", 30, "  cases b\n  · rfl"),
        ("by cases b\n                 · rfl", 14, "  cases b\n  · rfl"),
        ("\n    by\n      cases b\n      · rfl", 0, "  cases b\n  · rfl"),
        ("⟨h.2, h.1⟩", 20, "  exact ⟨h.2, h.1⟩"),
        ("foo\n  a", 10, "  exact\n            foo\n    a"),
    ],
)
def test_a_proof_becomes_a_tactic_block_and_keeps_its_shape(body: str, column: int, tactics: str) -> None:
    assert normalise.as_tactics(body, column) == tactics

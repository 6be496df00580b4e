"""Unicode input: what a user types is what Lean's editors would make of it."""

from __future__ import annotations

import pytest

from agent.interactive.terminal import abbreviations
from agent.interactive.terminal.abbreviations import Typed, expand, typed


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (r"\forall n : \N, n \le n", "∀ n : ℕ, n ≤ n"),
        (r"exact \<h\1, h\2\>", "exact ⟨h₁, h₂⟩"),
        (r"rw [\l h, \<- h']", "rw [← h, ← h']"),
        (r"exact fun h \to h", "exact fun h → h"),
        (r"\. simp", "· simp"),
        (r"apply (\. + 1)", "apply (· + 1)"),
        (r"p \and q \or \not r \iff \exists x, p", "p ∧ q ∨ ¬ r ↔ ∃ x, p"),
        (r"\a\b\lambda\Sigma\GO", "αβλΣΩ"),
        (r"x\^2 x\-1 x\_i", "x² x⁻¹ xᵢ"),
        (r"\bbK \McA \Mfg", "𝕂 𝒜 𝔤"),
        (r"\for x, y", "∀ x, y"),  # the beginning of one name only
        (r"h \t rfl", "h ▸ rfl"),
        (r"\<>", "⟨⟩"),
        (r"a ≠ b", "a ≠ b"),
    ],
)
def test_what_is_typed_becomes_symbols(keys: str, text: str) -> None:
    assert expand(keys) == text


def test_a_backslash_stays_where_it_means_itself() -> None:
    assert expand(r"s \\ t") == r"s \ t"
    assert expand(r"s \ t") == r"s \ t"
    assert expand(r'"\n"') == r'"\n"'  # a line break in one of Lean's strings


def test_symbols_come_as_soon_as_nothing_longer_can() -> None:
    assert typed(r"intro \alph") is None
    assert typed(r"intro \alpha") == Typed("intro α")
    assert typed(r"a \to") is None  # \to0 is a symbol, too
    assert typed(r"a \to ") == Typed("a → ")
    assert typed("no symbol here ") is None


def test_the_cursor_ends_up_inside_brackets() -> None:
    assert typed(r"exact \<>") == Typed("exact ⟨", "⟩")


def test_each_name_stands_for_one_sign_that_can_be_typed() -> None:
    for name, sign in abbreviations.table().items():
        assert name.isascii() and not any(letter.isspace() for letter in name)
        assert sign and not any(letter.isspace() for letter in sign)


def test_completions_show_the_shortest_first() -> None:
    names = [name for name, _ in abbreviations.completions("l")]
    assert names[0] == "l"
    assert "lambda" in names and all(name.startswith("l") for name in names)

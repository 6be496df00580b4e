"""Printed terms are read with their structure, and never with an error."""

from __future__ import annotations

import gc
import pickle
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lemma_graph.term import Operator, Term, match, parse, show, statement

NAMES = frozenset(["xs", *"abcxynhlfpq"])


@pytest.mark.parametrize(
    "text",
    [
        "a + b * c = b + a",
        "∀ (a b : N), a + b = b + a",
        "∃ c, b = a * c ∧ p c",
        "¬(p ∧ q) ↔ p → q",
        "a.add (b.add c) = (a.add b).add c",
        "map (fun x => f (f x)) xs = map f (map f xs)",
        "if p x then (filter p xs).length else 0",
        "a - (b - c) = a - b - c",
        "x :: xs ++ [a, b] = l",
        "(a, b) = (b, a)",
        "2 ^ n < 2 ^ (n + 1)",
    ],
)
def test_what_is_shown_reads_back(text: str) -> None:
    term = parse(text, NAMES)
    assert "?" not in {part.head for part in term.walk()}
    assert parse(show(term), NAMES) == term


def test_precedence_and_association() -> None:
    assert parse("a + b * c") == Term("+", (Term("a"), Term("*", (Term("b"), Term("c")))))
    assert parse("p → q → p") == Term("→", (Term("p"), Term("→", (Term("q"), Term("p")))))
    assert parse("f a b + c").args[0] == Term("f", (Term("a"), Term("b")))


def test_operators_of_a_theory() -> None:
    operators = frozenset([Operator("⋆", "Group.mul", 70, 71), Operator("≼", "L.le", 50, 51)])
    left = parse("inv a ⋆ a ⋆ b ≼ c", NAMES, operators)
    assert left.head == "≼" and left.args[0].head == "⋆"
    assert parse("Group.mul a b", NAMES, operators) == parse("a ⋆ b", NAMES, operators)


def test_matching_binds_variables_once() -> None:
    _, _, law = statement(parse("∀ (a b : N), a + b = b + a"))
    goal = parse("x * y + n = n + x * y")
    assert match(law, goal, frozenset("ab")) == {"a": parse("x * y"), "b": Term("n")}
    assert match(law, parse("x + y = x + y"), frozenset("ab")) is None


@given(st.text(alphabet="ab∀∃λ→∧(){}[]⟨⟩=+:,.| ✝'fun10", max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    show(parse(text))


def test_equal_terms_are_one_object_as_long_as_somebody_holds_one() -> None:
    term = parse("only_here x + only_here y", NAMES)
    assert Term("+", term.args) is term and parse("only_here x + only_here y") is term
    assert pickle.loads(pickle.dumps(term)) is term
    seen = weakref.ref(Term("only_here_too", (Term("x"),)))
    gc.collect()
    assert seen() is None, "what nobody holds is forgotten"

"""What is interesting: of a conjecture before a proof is tried, and of a lemma once the library stands.

Short and symmetric statements come first, then what others stand on. These are judgements of taste, in one place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent.growth.protocol import Conjecture
from lemma_graph.naming import shape
from lemma_graph.term import Term, parse, telescope

# Statements of this size are worth half of the smallest.
_HALF_SIZE = 8.0
_USUAL, _SYMMETRIC, _ASKED = 1.6, 1.3, 1.5


@dataclass(frozen=True)
class Interest:
    """score: larger is better; parts: what it is made of, for the reader."""

    score: float
    parts: tuple[str, ...]


def promise(conjecture: Conjecture, *, asked: bool) -> float:
    """What a search for it is worth, between 0 and about 3. asked: a goal that stayed open asks for it."""
    value = 1.0 / (1.0 + (conjecture.size / _HALF_SIZE) ** 2)
    if shape(conjecture.statement) is not None:
        value *= _USUAL
    if symmetric(conjecture.statement):
        value *= _SYMMETRIC
    return value * (_ASKED if asked else 1.0)


def interest(statement: str, size: int, *, used_by: int, unlocked: int, follows: bool) -> Interest:
    """How much a reader should care for a lemma. used_by: lemmas whose proofs stand on it; unlocked: that it opened."""
    parts: list[str] = []
    score = 3.0 / (1.0 + (size / _HALF_SIZE) ** 2)
    if shape(statement) is not None:
        score += 1.0
        parts.append("a usual law")
    if symmetric(statement):
        score += 0.4
        parts.append("symmetric")
    if used_by:
        score += min(3.0, 0.5 * used_by)
        parts.append(f"used by {used_by}")
    if unlocked:
        score += min(2.0, 0.7 * unlocked)
        parts.append(f"unlocked {unlocked}")
    if follows:
        score *= 0.3
        parts.append("another lemma gives it")
    return Interest(round(score, 3), tuple(parts))


def symmetric(statement: str) -> bool:
    """Whether an equation or equivalence has sides of one form, such as those of commutativity or distributivity."""
    _, conclusion = telescope(parse(statement))
    if conclusion.head not in ("=", "↔") or len(conclusion.args) != 2:
        return False
    left, right = conclusion.args
    return left.head == right.head and _heads(left) == _heads(right)


def _heads(term: Term) -> Mapping[str, int]:
    """How often each name occurs that is applied to something."""
    found: dict[str, int] = {}
    for part in term.walk():
        if part.args:
            found[part.head] = found.get(part.head, 0) + 1
    return found

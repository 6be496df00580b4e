"""What is interesting: of a conjecture before a proof is tried, and of a lemma once the library stands.

Short and symmetric statements come first, then what others stand on. These are judgements of taste, in one place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from agent.growth.protocol import Conjecture
from lemma_graph.naming import shape
from lemma_graph.term import Binder, Term, parse, telescope

# Statements of this size are worth half of the smallest.
_HALF_SIZE = 8.0
_USUAL, _SYMMETRIC, _ASKED = 1.6, 1.3, 1.5
_RECURSIVE = 1.6  # of what other proofs simplify with
# Of what is likely to be a case of something else: an operation of a thing with itself, a constructor's value.
_SPECIAL, _SPECIAL_SIZE = 0.55, 5


@dataclass(frozen=True)
class Interest:
    """score: larger is better; parts: what it is made of, for the reader."""

    score: float
    parts: tuple[str, ...]


def promise(conjecture: Conjecture, *, asked: bool, constructors: Collection[str] = ()) -> float:
    """What a search for it is worth, between 0 and about 3. asked: a goal that stayed open asks for it. constructors:
    names of the theory's constructors that take arguments."""
    value = 1.0 / (1.0 + (conjecture.size / _HALF_SIZE) ** 2)
    if shape(conjecture.statement) is not None:
        value *= _USUAL
    elif recursive(conjecture.statement, constructors):
        value *= _RECURSIVE
    elif conjecture.size > _SPECIAL_SIZE and special(conjecture.statement, constructors):
        value *= _SPECIAL
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


def recursive(statement: str, constructors: Collection[str] = ()) -> bool:
    """Whether an equation takes a function through another one, as a definition by recursion does: `f (g a) b` on one
    side with nothing but variables in it, and `f a b` inside of the other."""
    before, conclusion = telescope(parse(statement))
    bound = frozenset(part.name for part in before if isinstance(part, Binder))
    if conclusion.head != "=" or len(conclusion.args) != 2 or any(isinstance(part, Term) for part in before):
        return False
    left, right = conclusion.args
    fixed = bound | frozenset(constructors)
    return _unfolds(left, right, bound, fixed) or _unfolds(right, left, bound, fixed)


def special(statement: str, constructors: Collection[str]) -> bool:
    """Whether something is applied to the same variable twice, or to a constructor's value; or something exists."""
    before, conclusion = telescope(parse(statement))
    terms = [part for part in before if isinstance(part, Term)] + [conclusion]
    for term in terms:
        for part in term.walk():
            if part.head == "∃":
                return True
            plain = [argument.head for argument in part.args if not argument.args]
            if part.head not in ("=", "∧", "∨", "→", "↔") and len(set(plain)) < len(plain):
                return True
            if part.args and part.head in constructors:
                return True
    return False


def _unfolds(one: Term, other: Term, bound: frozenset[str], fixed: frozenset[str]) -> bool:
    """fixed: heads that are nothing to be unfolded."""
    whole = [place for place, argument in enumerate(one.args) if argument.args]
    if len(whole) != 1 or one.head in fixed:
        return False
    [place] = whole
    inner = one.args[place]
    leaves = [*one.args[:place], *inner.args, *one.args[place + 1 :]]
    if len({str(leaf) for leaf in leaves}) < len(leaves) or any(x.args or x.head not in bound for x in leaves):
        return False
    wanted = {Term(one.head, (*one.args[:place], each, *one.args[place + 1 :])) for each in inner.args}
    return any(part in wanted for part in other.walk())


def _heads(term: Term) -> Mapping[str, int]:
    """How often each name occurs that is applied to something."""
    found: dict[str, int] = {}
    for part in term.walk():
        if part.args:
            found[part.head] = found.get(part.head, 0) + 1
    return found

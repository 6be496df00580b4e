"""A normal form of universe levels: two levels are equal for all values of their parameters iff the forms are.

A level is a maximum of terms. A term `(when, base, offset)` has the value `base + offset` where every parameter in
`when` is not zero, and counts nothing elsewhere; base is a parameter out of `when`, or None for zero. `imax u v` is
v's terms, and u's terms on the condition under which some term of v is not zero. Written so, and without terms that
another one always covers, the form of a level is unique.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from prover_bridge.expression import IMax, Level, Max, Name, Param, Succ, Zero

Term = tuple[frozenset[int], int | None, int]
Form = frozenset[Term]

_MOST_TERMS = 512
ZERO: Form = frozenset()


class LevelError(Exception):
    """A level names a parameter that is not declared, or is absurdly large."""


class Normaliser:
    """Normal forms under one list of universe parameters, which count by their place in it."""

    def __init__(self, universes: Sequence[Name]) -> None:
        self._place: Mapping[Name, int] = {name: place for place, name in enumerate(universes)}
        self._done: dict[Level, Form] = {}

    def form(self, root: Level) -> Form:
        """The normal form. Raises LevelError."""
        done = self._done
        stack = [root]
        while stack:
            level = stack[-1]
            if level in done:
                stack.pop()
                continue
            match level:
                case Zero():
                    done[level] = ZERO
                case Param(name):
                    if name not in self._place:
                        raise LevelError(f"the universe parameter {name} is not declared")
                    place = self._place[name]
                    done[level] = frozenset({(frozenset({place}), place, 0)})
                case Succ(of):
                    if of in done:
                        done[level] = _successor(done[of])
                    else:
                        stack.append(of)
                case Max(left, right) | IMax(left, right):
                    missing = [part for part in (left, right) if part not in done]
                    if missing:
                        stack.extend(missing)
                    elif isinstance(level, Max):
                        done[level] = _least((*done[left], *done[right]))
                    else:
                        done[level] = _imax(done[left], done[right])
        return done[root]

    def text(self, level: Level) -> str:
        """The normal form written down, the same on every machine."""
        terms = sorted((sorted(when), -1 if base is None else base, offset) for when, base, offset in self.form(level))
        return repr(terms)


def _successor(form: Form) -> Form:
    raised = [(when, base, offset + 1) for when, base, offset in form]
    return _least((*raised, (frozenset(), None, 1)))


def _imax(left: Form, right: Form) -> Form:
    terms = list(right)
    for when, base, offset in right:
        if base is None and offset == 0:
            continue
        terms += [(when | condition, other, more) for condition, other, more in left]
        if len(terms) > _MOST_TERMS:
            raise LevelError("a universe level is too large")
    return _least(terms)


def _least(terms: Iterable[Term]) -> Form:
    """Without what is zero anyway and what another term covers."""
    kept: list[Term] = []
    # Larger offsets first, so that whatever covers a term stands before it; a parameter before a number.
    for term in sorted(set(terms), key=lambda t: (-t[2] - (t[1] is not None), len(t[0]), t[1] is None)):
        when, base, offset = term
        if base is None and offset == 0:
            continue
        if not any(_covers(other, when, base, offset) for other in kept):
            kept.append(term)
        if len(kept) > _MOST_TERMS:
            raise LevelError("a universe level is too large")
    return frozenset(other for other in kept if not any(_covers(k, *other) for k in kept if k != other))


def _covers(other: Term, when: frozenset[int], base: int | None, offset: int) -> bool:
    condition, by, more = other
    if not condition <= when:
        return False
    if base is None:
        return more + (by is not None) >= offset  # where `condition` holds, the parameter `by` is at least one
    return by == base and more >= offset

"""A discrimination tree over what of a lemma can be found in goals: its conclusion, and the sides of its equations.

Statements and goals are read from their printed form (`term`), so implicit arguments, coercions and reduction are not
seen: a candidate may be one that Lean then refuses, which costs a try, never soundness. What is seen is unified: a
variable is bound once and must stand for the same thing again, at a type that does not contradict its own.

The tree is a set of 64-bit hashes of the prefixes of its token sequences, kept as a sorted array; a query walks it
breadth first, all its parts at once. (Discrimination trees with imperfect indexing as in McCune 1992, without the
imperfection: the bindings travel along.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lemma_graph.postings import symbol_hash
from lemma_graph.term import Binder, Term, bare, parse, telescope
from lemma_graph.tiers import Arrays, Floats, Hashes, Ints, push

CONCLUSION, LEFT, RIGHT, TURNED = range(4)  # TURNED: the goal's sides were exchanged to fit a conclusion

_MOST_VARIABLES = 8  # of one pattern; the rest fit anything
_LONGEST = 64  # tokens; what is longer is too special to be found again
_MOST_STATES = 2_000  # at once
_MOST_PARTS = 40  # of a goal
_AT_ONCE = 16_384  # documents that wait for a question before they are indexed
_LEAF = 256  # documents with one and the same pattern that are looked at, the first ones first
_TURNABLE = ("=", "↔")
_FLIPPED = {">": "<", "≥": "≤"}
_SAME_TYPE = frozenset(["+", "-", "*", "/", "%", "^", "++", "neg"])

_NEW, _ANY = np.uint64(symbol_hash("a new variable")), np.uint64(symbol_hash("anything"))
_AGAIN = np.array([symbol_hash(f"variable {k} again") for k in range(_MOST_VARIABLES)], dtype=np.uint64)
_ROOTS = {
    CONCLUSION: symbol_hash("a conclusion"),
    LEFT: symbol_hash("a left side"),
    RIGHT: symbol_hash("a right side"),
}
_PRIME = 0x9E3779B97F4A7C15
_ALL = (1 << 64) - 1


def _step(prefix: Hashes, token: Hashes | np.uint64) -> Hashes:
    """The hash of a prefix with one more token."""
    with np.errstate(over="ignore"):
        mixed = (prefix ^ token) * np.uint64(_PRIME)
        return mixed ^ (mixed >> np.uint64(29))


def _step_one(prefix: int, token: int) -> int:
    mixed = ((prefix ^ token) * _PRIME) & _ALL
    return mixed ^ (mixed >> 29)


@dataclass(frozen=True)
class Pattern:
    """part: CONCLUSION, LEFT or RIGHT. prefixes: hashes of the growing token sequence, the last one the whole.

    specificity: how much of it is fixed. types: hash of the printed type of each variable in order of appearance,
    where that type mentions no other variable, else 0 (always four).
    """

    part: int
    prefixes: tuple[int, ...]
    specificity: float
    types: tuple[int, ...]


def patterns(statement: str) -> list[Pattern]:
    """What of a printed statement can be found in goals."""
    before, conclusion = telescope(parse(statement))
    binders = [part for part in before if isinstance(part, Binder)]
    names = frozenset(b.name for b in binders)
    types = {b.name: b.type for b in binders if b.type and not names & set(parse(b.type).names())}
    found = [_pattern(CONCLUSION, conclusion, names, types)]
    if conclusion.head in _TURNABLE and len(conclusion.args) == 2:
        found += [_pattern(part, conclusion.args[part - LEFT], names, types) for part in (LEFT, RIGHT)]
    return [pattern for pattern in found if pattern is not None]


def _pattern(part: int, term: Term, variables: frozenset[str], types: Mapping[str, str | None]) -> Pattern | None:
    prefix = _ROOTS[part]
    prefixes: list[int] = []
    bound: dict[str, int] = {}
    fixed = repeated = 0
    for token, name in _tokens(term, variables, {}):
        if name is None:
            code = symbol_hash(token)
            fixed += 1
        elif not name or (name not in bound and len(bound) == _MOST_VARIABLES):
            code = int(_ANY)
        elif name in bound:
            code = int(_AGAIN[bound[name]])
            repeated += 1
        else:
            bound[name] = len(bound)
            code = int(_NEW)
        prefix = _step_one(prefix, code)
        prefixes.append(prefix)
        if len(prefixes) > _LONGEST:
            return None
    if not fixed:
        return None
    kinds = [_type_hash(types.get(name)) for name in list(bound)[:4]]
    return Pattern(part, tuple(prefixes), fixed + 0.5 * repeated, (*kinds, 0, 0, 0, 0)[:4])


def _type_hash(text: str | None) -> int:
    return symbol_hash(f"type {text}") & 0xFFFFFFFF if text else 0


def _tokens(term: Term, variables: frozenset[str], inner: Mapping[str, int]) -> Iterator[tuple[str, str | None]]:
    """Tokens in preorder: (text, None) of what is fixed, ("", name) of a variable, ("", "") of what fits anything."""
    head, args = _canonical(term)
    if head in inner and not args:
        yield f"bound {inner[head]}", None
    elif head in variables and head not in inner:
        yield "", "" if args else head
    elif head == "?":
        yield "", ""
    else:
        if term.binders:
            inner = {**inner, **{b.name: len(inner) + i for i, b in enumerate(term.binders)}}
            yield f"{head} {len(term.binders)}", None
        else:
            yield _fixed(head, len(args)), None
        for argument in args:
            yield from _tokens(argument, variables, inner)


def _canonical(term: Term) -> tuple[str, tuple[Term, ...]]:
    """One spelling: `b > a` as `a < b`, coercions left out as Lean's own display of `↑` does."""
    while len(term.args) == 1 and term.head in ("Nat.cast", "Int.cast", "IntCast.intCast", "NatCast.natCast"):
        term = term.args[0]
    if term.head in _FLIPPED and len(term.args) == 2:
        return _FLIPPED[term.head], (term.args[1], term.args[0])
    return term.head, term.args


def _fixed(head: str, arity: int) -> str:
    return f"{bare(head)}/{arity}"


@dataclass(frozen=True)
class Flat:
    """A goal in preorder. token: hashes; end: where each part ends; same: equal numbers for equal parts;
    kind: hash of a part's type, 0 where it is not known. starts: (part of pattern, place) to look from."""

    token: Hashes
    end: Ints
    same: Ints
    kind: NDArray[np.uint32]
    starts: tuple[tuple[int, int], ...]


def flatten(target: str, types: Mapping[str, str]) -> Flat:
    """A goal's target, to be looked up as a whole, turned round, and part by part. types: of the goal's own names."""
    term = parse(target, frozenset(types))
    token: list[int] = []
    end: list[int] = []
    same: list[int] = []
    kind: list[int] = []
    numbers: dict[tuple[str, tuple[int, ...]], int] = {}

    def put(part: Term, inner: Mapping[str, int]) -> tuple[int, int]:
        here = len(token)
        head, args = _canonical(part)
        if head in inner and not args:
            text = f"bound {inner[head]}"
        elif part.binders:
            inner = {**inner, **{b.name: len(inner) + i for i, b in enumerate(part.binders)}}
            text = f"{head} {len(part.binders)}"
        elif head in types:
            text = f"own {head}/{len(args)}"
        else:
            text = _fixed(head, len(args))
        token.append(symbol_hash(text))
        end.append(0)
        same.append(0)
        kind.append(_type_hash(types.get(head)) if not args and head not in inner else 0)
        below = [put(argument, inner) for argument in args]
        end[here] = len(token)
        number = numbers.setdefault((text, tuple(n for n, _ in below)), len(numbers))
        same[here] = number
        if head in _SAME_TYPE and below:
            kind[here] = next((k for _, k in below if k), 0)
        return number, kind[here]

    put(term, {})
    # A name alone is no place to rewrite; of a very large goal the outermost parts count.
    parts = sorted((place for place in range(len(token)) if end[place] > place + 1), key=lambda p: (p - end[p], p))
    starts = [(CONCLUSION, 0), *((part, place) for place in parts[:_MOST_PARTS] for part in (LEFT, RIGHT))]
    head, args = _canonical(term)
    if head in _TURNABLE and len(args) == 2:
        starts.append((TURNED, len(token)))
        put(Term(head, (args[1], args[0])), {})
    return Flat(
        np.array(token, dtype=np.uint64),
        np.array(end, dtype=np.int64),
        np.array(same, dtype=np.int64),
        np.array(kind, dtype=np.uint32),
        tuple(starts),
    )


@dataclass(frozen=True)
class Found:
    """Parallel arrays: documents whose pattern fits, which part of them, how specific it is."""

    document: Ints
    part: NDArray[np.int8]
    specificity: Floats


class _Segment:
    """prefixes: sorted. Patterns sorted by their whole hash, then by document."""

    def __init__(
        self,
        size: int,
        prefixes: Hashes,
        whole: Hashes,
        document: NDArray[np.int32],
        part: NDArray[np.int8],
        specificity: NDArray[np.float16],
        types: NDArray[np.uint32],
    ) -> None:
        self._size = size
        self.prefixes, self.whole, self.document = prefixes, whole, document
        self.part, self.specificity, self.types = part, specificity, types

    @property
    def size(self) -> int:
        return self._size

    def merged(self, later: _Segment) -> _Segment:
        whole = np.concatenate([self.whole, later.whole])
        order = np.argsort(whole, kind="stable")
        document = np.concatenate([self.document, later.document + np.int32(self.size)])
        return _Segment(
            self.size + later.size,
            np.union1d(self.prefixes, later.prefixes),
            whole[order],
            document[order],
            np.concatenate([self.part, later.part])[order],
            np.concatenate([self.specificity, later.specificity])[order],
            np.concatenate([self.types, later.types])[order],
        )

    def arrays(self) -> Arrays:
        names = ("prefixes", "whole", "document", "part", "specificity", "types")
        return {"size": np.array([self.size]), **{name: getattr(self, name) for name in names}}


class PatternIndex:
    """Patterns of numbered documents; documents are numbered as they are added."""

    def __init__(self) -> None:
        self._segments: list[_Segment] = []
        self._waiting: list[Sequence[Pattern]] = []

    def __len__(self) -> int:
        return sum(segment.size for segment in self._segments) + len(self._waiting)

    def add(self, found: Sequence[Pattern]) -> None:
        self._waiting.append(found)
        if len(self._waiting) >= _AT_ONCE:
            self._take_in()

    def fitting(self, goal: Flat) -> Found:
        """Documents with a pattern of which the goal, or a part of it, is an instance."""
        self._take_in()
        found: list[tuple[Ints, NDArray[np.int8], Floats]] = []
        for hashes, parts, kinds in self._walk(goal):
            start = 0
            for segment in self._segments:
                found += _collect(segment, start, hashes, parts, kinds)
                start += segment.size
        if not found:
            nothing = np.zeros(0)
            return Found(nothing.astype(np.int64), nothing.astype(np.int8), nothing.astype(np.float32))
        return Found(*(np.concatenate(column) for column in zip(*found, strict=True)))

    def _walk(self, goal: Flat) -> Iterator[tuple[Hashes, NDArray[np.int8], NDArray[np.uint32]]]:
        """Whole patterns reached: hashes, what was looked for, and the types of what their variables stand for."""
        place = np.array([place for _, place in goal.starts], dtype=np.int64)
        what = np.array([part for part, _ in goal.starts], dtype=np.int8)
        prefix = np.array([_ROOTS[CONCLUSION if p == TURNED else p] for p, _ in goal.starts], dtype=np.uint64)
        stop = goal.end[place]
        bound = np.zeros((len(place), _MOST_VARIABLES), dtype=np.int64)
        count = np.zeros(len(place), dtype=np.int64)
        for _ in range(_LONGEST):
            if not len(place):
                return
            token, end = goal.token[place], goal.end[place]
            rows = np.arange(len(place))
            free = np.flatnonzero(count < _MOST_VARIABLES)
            again_row, again_k = np.nonzero(
                (goal.same[bound] == goal.same[place][:, None]) & (np.arange(_MOST_VARIABLES) < count[:, None])
            )
            row = np.concatenate([rows, rows, free, again_row])
            following = np.concatenate(
                [_step(prefix, token), _step(prefix, _ANY), _step(prefix[free], _NEW),
                 _step(prefix[again_row], _AGAIN[again_k])]
            )  # fmt: skip
            known = np.flatnonzero(self._is_prefix(following))[:_MOST_STATES]
            row, prefix = row[known], following[known]
            is_new = (known >= 2 * len(rows)) & (known < 2 * len(rows) + len(free))
            next_place = np.where(known < len(rows), place[row] + 1, end[row])
            bound, count = bound[row], count[row]
            fresh = np.flatnonzero(is_new)
            bound[fresh, count[fresh]] = place[row[fresh]]
            count[fresh] += 1
            place, stop, what = next_place, stop[row], what[row]
            done = place == stop
            if done.any():
                kinds = np.where(np.arange(4) < count[done, None], goal.kind[bound[done, :4]], 0).astype(np.uint32)
                yield prefix[done], what[done], kinds
                rest = ~done
                place, stop, what, prefix = place[rest], stop[rest], what[rest], prefix[rest]
                bound, count = bound[rest], count[rest]

    def _is_prefix(self, hashes: Hashes) -> NDArray[np.bool_]:
        known = np.zeros(len(hashes), dtype=np.bool_)
        for segment in self._segments:
            at = np.searchsorted(segment.prefixes, hashes)
            known |= segment.prefixes[np.minimum(at, len(segment.prefixes) - 1)] == hashes
        return known

    def _take_in(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        every = [(number, pattern) for number, some in enumerate(waiting) for pattern in some]
        whole = np.array([pattern.prefixes[-1] for _, pattern in every], dtype=np.uint64)
        order = np.argsort(whole, kind="stable")
        prefixes = {prefix for _, pattern in every for prefix in pattern.prefixes}
        types = np.array([pattern.types for _, pattern in every], dtype=np.uint32).reshape(-1, 4)
        segment = _Segment(
            len(waiting),
            # Never empty, so that it can be searched.
            np.sort(np.array([*prefixes, 0], dtype=np.uint64)),
            whole[order],
            np.array([number for number, _ in every], dtype=np.int32)[order],
            np.array([pattern.part for _, pattern in every], dtype=np.int8)[order],
            np.array([pattern.specificity for _, pattern in every], dtype=np.float16)[order],
            types[order],
        )
        push(self._segments, segment)

    def arrays(self) -> list[Arrays]:
        """What a snapshot keeps: the arrays of each segment."""
        self._take_in()
        return [segment.arrays() for segment in self._segments]

    @staticmethod
    def of_arrays(segments: Iterable[Mapping[str, NDArray[np.generic]]]) -> PatternIndex:
        """The index of a snapshot."""
        index = PatternIndex()
        for arrays in segments:
            rest = {name: values for name, values in arrays.items() if name != "size"}
            index._segments.append(_Segment(int(arrays["size"][0]), **rest))  # type: ignore[arg-type]
        return index


def _collect(
    segment: _Segment, start: int, hashes: Hashes, parts: NDArray[np.int8], kinds: NDArray[np.uint32]
) -> Iterator[tuple[Ints, NDArray[np.int8], Floats]]:
    first = np.searchsorted(segment.whole, hashes, side="left")
    last = np.searchsorted(segment.whole, hashes, side="right")
    for i in np.flatnonzero(last > first).tolist():
        leaf = slice(first[i], min(last[i], first[i] + 4 * _LEAF))
        types = segment.types[leaf]
        fits = ((types == kinds[i]) | (types == 0) | (kinds[i] == 0)).all(axis=1)
        chosen = np.flatnonzero(fits)[:_LEAF]
        documents = segment.document[leaf][chosen].astype(np.int64) + start
        specificity = segment.specificity[leaf][chosen].astype(np.float32)
        yield documents, np.full(len(documents), parts[i], dtype=np.int8), specificity

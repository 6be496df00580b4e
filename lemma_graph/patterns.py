"""A discrimination tree over what of a lemma can be found in goals: its conclusion, and the sides of its equations.

Statements and goals are read from their printed form (`term`), so implicit arguments, coercions and reduction are not
seen: a candidate may be one that Lean then refuses, which costs a try, never soundness. What is seen is unified: a
variable is bound once and must stand for the same thing again, at a type that does not contradict its own.

The tree is a set of 64-bit hashes of the prefixes of its token sequences; a query walks it breadth first, all its parts
at once. Whether a prefix is there is asked of a table of bits, one look for each, in which one prefix of 16 or more is
taken for another: such a path ends in no leaf, and costs a step. (Discrimination trees with imperfect indexing as in
McCune 1992, without the imperfection: the bindings travel along.)
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lemma_graph.postings import symbol_hash
from lemma_graph.term import Binder, Term, bare, parse, telescope
from lemma_graph.tiers import Arrays, Floats, Hashes, Ints, Part, Tiers, gathered

CONCLUSION, LEFT, RIGHT, TURNED = range(4)  # TURNED: the goal's sides were exchanged to fit a conclusion

_MOST_VARIABLES = 8  # of one pattern; the rest fit anything
_LONGEST = 64  # tokens; what is longer is too special to be found again
_MOST_STATES = 2_000  # at once
_MOST_PARTS = 40  # of a goal
_AT_ONCE = 16_384  # documents that wait for a question before they are indexed
_LEAF = 256  # documents with one and the same pattern that are looked at, the first ones first
_FOUND = 4096  # documents of all patterns that are looked at, the most specific ones first
_BITS_EACH = 16  # of the table of prefixes, at least
_TURNABLE = ("=", "↔")
_FLIPPED = {">": "<", "≥": "≤"}
_SAME_TYPE = frozenset(["+", "-", "*", "/", "%", "^", "++", "neg"])

_NEW, _ANY = np.uint64(symbol_hash("a new variable")), np.uint64(symbol_hash("anything"))
_AGAIN = np.array([symbol_hash(f"variable {k} again") for k in range(_MOST_VARIABLES)], dtype=np.uint64)
# Both sides of an equation stand in one tree.
_CONCLUSION_ROOT, _SIDE_ROOT = symbol_hash("a conclusion"), symbol_hash("a side")
_ANYS, _NEWS = (np.full(_MOST_STATES, token, dtype=np.uint64) for token in (_ANY, _NEW))
_PRIME = 0x9E3779B97F4A7C15
_ALL = (1 << 64) - 1


def _step(prefix: Hashes, token: Hashes | np.uint64) -> Hashes:
    """The hash of a prefix with one more token."""
    with np.errstate(over="ignore"):
        mixed = (prefix ^ token) * np.uint64(_PRIME)
        return mixed ^ (mixed >> np.uint64(29))


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
    prefix = _CONCLUSION_ROOT if part == CONCLUSION else _SIDE_ROOT
    prefixes: list[int] = []
    bound: dict[str, int] = {}
    fixed = repeated = 0
    found: list[tuple[str, str | None]] = []
    _put_tokens(found, term, variables, {})
    for token, name in found:
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
        mixed = ((prefix ^ code) * _PRIME) & _ALL  # as `_step`
        prefix = mixed ^ (mixed >> 29)
        prefixes.append(prefix)
    if not fixed or len(prefixes) > _LONGEST:
        return None
    kinds = [_type_hash(types.get(name)) for name in list(bound)[:4]]
    return Pattern(part, tuple(prefixes), fixed + 0.5 * repeated, (*kinds, 0, 0, 0, 0)[:4])


def _type_hash(text: str | None) -> int:
    return symbol_hash(f"type {text}") & 0xFFFFFFFF if text else 0


def _put_tokens(
    found: list[tuple[str, str | None]], term: Term, variables: frozenset[str], inner: Mapping[str, int]
) -> None:
    """Tokens in preorder: (text, None) of what is fixed, ("", name) of a variable, ("", "") of what fits anything."""
    head, args = _canonical(term)
    if head in inner and not args:
        found.append((f"bound {inner[head]}", None))
    elif head in variables and head not in inner:
        found.append(("", "" if args else head))
    elif head == "?":
        found.append(("", ""))
    else:
        if term.binders:
            inner = {**inner, **{b.name: len(inner) + i for i, b in enumerate(term.binders)}}
            found.append((f"{head} {len(term.binders)}", None))
        else:
            found.append((_fixed(head, len(args)), None))
        if len(found) > _LONGEST:  # too long already
            return
        for argument in args:
            _put_tokens(found, argument, variables, inner)


def _canonical(term: Term) -> tuple[str, tuple[Term, ...]]:
    """One spelling: `b > a` as `a < b`, coercions left out as Lean's own display of `↑` does."""
    while len(term.args) == 1 and term.head in ("Nat.cast", "Int.cast", "IntCast.intCast", "NatCast.natCast"):
        term = term.args[0]
    if term.head in _FLIPPED and len(term.args) == 2:
        return _FLIPPED[term.head], (term.args[1], term.args[0])
    return term.head, term.args


@functools.lru_cache(maxsize=1 << 14)
def _fixed(head: str, arity: int) -> str:
    return f"{bare(head)}/{arity}"


@dataclass(frozen=True)
class Flat:
    """A goal in preorder. token: hashes; end: where each part ends; same: equal numbers for equal parts;
    kind: hash of the type of a part by that number, 0 where it is not known. starts: (part of pattern, place) to look
    from; LEFT stands for both sides."""

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
    kinds: dict[int, int] = {}  # by number
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
        kind = _type_hash(types.get(head)) if not args and head not in inner else 0
        below = [put(argument, inner) for argument in args]
        end[here] = len(token)
        number = numbers.setdefault((text, tuple(n for n, _ in below)), len(numbers))
        same[here] = number
        if head in _SAME_TYPE and below:
            kind = next((k for _, k in below if k), 0)
        kinds[number] = kind
        return number, kind

    put(term, {})
    # A name alone is no place to rewrite; of a very large goal the outermost parts count.
    parts = sorted((place for place in range(len(token)) if end[place] > place + 1), key=lambda p: (p - end[p], p))
    starts = [(CONCLUSION, 0), *((LEFT, place) for place in parts[:_MOST_PARTS])]
    head, args = _canonical(term)
    if head in _TURNABLE and len(args) == 2:
        starts.append((TURNED, len(token)))
        put(Term(head, (args[1], args[0])), {})
    return Flat(
        np.array(token, dtype=np.uint64),
        np.array(end, dtype=np.int64),
        np.array(same, dtype=np.int64),
        np.array([kinds[number] for number in range(len(kinds))], dtype=np.uint32),
        tuple(starts),
    )


@dataclass(frozen=True)
class Found:
    """Parallel arrays: documents whose pattern fits, which part of them, how specific it is."""

    document: Ints
    part: NDArray[np.int8]
    specificity: Floats


class _Segment:
    """prefixes: sorted; table: a bit for each, by its first bits. Patterns are sorted by their whole hash, then by
    document; leaf: the different whole hashes, first: where each begins."""

    _NAMES = ("prefixes", "table", "leaf", "first", "document", "part", "specificity", "types")

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
        self.stored: str | None = None
        self.prefixes, self.document = prefixes, document
        self.part, self.specificity, self.types = part, specificity, types
        begins = np.flatnonzero(np.concatenate([np.ones(min(1, len(whole)), dtype=np.bool_), whole[1:] != whole[:-1]]))
        self.leaf, self.first = whole[begins], np.append(begins, len(whole)).astype(np.int32)
        self.table = np.zeros(max(1, 1 << (len(prefixes) * _BITS_EACH - 1).bit_length() >> 3), dtype=np.uint8)
        # The first bits of sorted hashes are sorted, so those of one byte stand together.
        places = prefixes >> self._shift
        bytes_ = (places >> np.uint64(3)).astype(np.int64)
        bits = np.left_shift(1, (places & np.uint64(7)).astype(np.uint8)).astype(np.uint8)
        starts = np.flatnonzero(np.concatenate([[True], bytes_[1:] != bytes_[:-1]]))
        self.table[bytes_[starts]] = np.bitwise_or.reduceat(bits, starts)

    @property
    def _shift(self) -> np.uint64:
        return np.uint64(64 - (len(self.table).bit_length() - 1 + 3))

    @property
    def size(self) -> int:
        return self._size

    @property
    def whole(self) -> Hashes:
        """The whole hash of each pattern."""
        return np.repeat(self.leaf, np.diff(self.first))

    def may_have(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Whether these are prefixes; of those that are not, about one in twenty is taken for one."""
        places = hashes >> self._shift
        found = self.table[(places >> np.uint64(3)).astype(np.int64)] >> (places & np.uint64(7)).astype(np.uint8)
        return (found & np.uint8(1)).astype(np.bool_)

    @staticmethod
    def merge(segments: Sequence[_Segment]) -> _Segment:
        """One segment of several that follow each other."""
        whole = np.concatenate([each.whole for each in segments])
        order = np.argsort(whole, kind="stable")
        starts = np.cumsum([0, *(each.size for each in segments)])
        document = [each.document + np.int32(start) for each, start in zip(segments, starts[:-1], strict=True)]
        return _Segment(
            int(starts[-1]),
            np.unique(np.concatenate([each.prefixes for each in segments])),
            whole.take(order),
            np.concatenate(document).take(order),
            np.concatenate([each.part for each in segments]).take(order),
            np.concatenate([each.specificity for each in segments]).take(order),
            np.concatenate([each.types for each in segments]).take(order, axis=0),
        )

    def arrays(self) -> Arrays:
        return {"size": np.array([self.size]), **{name: getattr(self, name) for name in self._NAMES}}

    @staticmethod
    def of_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> _Segment:
        """A segment made before. Raises KeyError where an array is missing."""
        segment = _Segment.__new__(_Segment)
        segment._size = int(arrays["size"][0])
        segment.stored = None
        for name in _Segment._NAMES:
            setattr(segment, name, arrays[name])
        return segment


class PatternIndex:
    """Patterns of numbered documents; documents are numbered as they are added."""

    def __init__(self) -> None:
        self.tiers = Tiers(_Segment.merge)
        self._waiting: list[Sequence[Pattern]] = []

    def __len__(self) -> int:
        return sum(segment.size for segment in self.tiers.segments) + len(self._waiting)

    def add(self, found: Sequence[Pattern]) -> None:
        self._waiting.append(found)
        if len(self._waiting) >= _AT_ONCE:
            self._take_in()

    def fitting(self, goal: Flat) -> Found:
        """Documents with a pattern of which the goal, or a part of it, is an instance."""
        self._take_in()
        reached = self._walk(goal)
        nothing = np.zeros(0)
        found = [(nothing.astype(np.int64), nothing.astype(np.int8), nothing.astype(np.float32))]
        if reached is not None:
            start = 0
            for segment in self.tiers.segments:
                found.append(_collect(segment, start, *reached))
                start += segment.size
        return Found(*(np.concatenate(column) for column in zip(*found, strict=True)))

    def _walk(self, goal: Flat) -> tuple[Hashes, NDArray[np.int8], NDArray[np.uint32]] | None:
        """What may be whole patterns: hashes, what was looked for, and the types of what their variables stand for."""
        place = np.array([place for _, place in goal.starts], dtype=np.int64)
        what = np.array([part for part, _ in goal.starts], dtype=np.int8)
        prefix = np.where(what == LEFT, np.uint64(_SIDE_ROOT), np.uint64(_CONCLUSION_ROOT))
        stop = goal.end[place]
        # Of each variable that is bound the number of the part that it stands for; the last column is never read.
        bound = np.full((len(place), _MOST_VARIABLES + 1), -1, dtype=np.int64)
        count = np.zeros(len(place), dtype=np.int64)
        done: list[tuple[Hashes, NDArray[np.int8], NDArray[np.uint32]]] = []
        for _ in range(_LONGEST):
            size = len(place)
            if not size:
                break
            same = goal.same[place]
            again_row, again_k = np.nonzero(bound[:, :_MOST_VARIABLES] == same[:, None])
            row = np.arange(3 * size) % size
            following = np.concatenate([goal.token[place], _ANYS[:size], _NEWS[:size], _AGAIN[again_k]])
            if len(again_row):
                row = np.concatenate([row, again_row])
            following = _step(prefix[row], following)
            known = np.flatnonzero(self._may_be_prefix(following))[:_MOST_STATES]
            row, prefix = row[known], following[known]
            here = place[row]
            place = np.where(known < size, here + 1, goal.end[here])
            stop, what, bound, count = stop[row], what[row], bound[row], count[row]
            fresh = np.flatnonzero((known >= 2 * size) & (known < 3 * size))
            bound[fresh, count[fresh]] = same[row[fresh]]
            count[fresh] = np.minimum(count[fresh] + 1, _MOST_VARIABLES)
            ended = place == stop
            if ended.any():
                parts = bound[ended, :4]
                done.append((prefix[ended], what[ended], np.where(parts >= 0, goal.kind[parts], 0).astype(np.uint32)))
                rest = np.flatnonzero(~ended)
                place, stop, what, prefix = place[rest], stop[rest], what[rest], prefix[rest]
                bound, count = bound[rest], count[rest]
        if not done:
            return None
        hashes, parts_sought, kinds = (np.concatenate(column) for column in zip(*done, strict=True))
        return hashes, parts_sought, kinds

    def _may_be_prefix(self, hashes: Hashes) -> NDArray[np.bool_]:
        known = np.zeros(len(hashes), dtype=np.bool_)
        for segment in self.tiers.segments:
            known |= segment.may_have(hashes)
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
        self.tiers.push(segment)

    def parts(self) -> list[Part]:
        """What a snapshot keeps."""
        self._take_in()
        return list(self.tiers.segments)

    @staticmethod
    def of_arrays(segments: Iterable[Mapping[str, NDArray[np.generic]]]) -> PatternIndex:
        """The index of a snapshot."""
        index = PatternIndex()
        index.tiers = Tiers(_Segment.merge, map(_Segment.of_arrays, segments))
        return index


def _collect(
    segment: _Segment, start: int, hashes: Hashes, sought: NDArray[np.int8], kinds: NDArray[np.uint32]
) -> tuple[Ints, NDArray[np.int8], Floats]:
    """The documents of a segment with these whole patterns, where no type speaks against it."""
    leaf = np.searchsorted(segment.leaf, hashes)
    there = (
        np.flatnonzero(segment.leaf[np.minimum(leaf, len(segment.leaf) - 1)] == hashes)
        if len(segment.leaf)
        else leaf[:0]
    )
    first = segment.first[leaf[there]].astype(np.int64)
    counts = np.minimum(segment.first[leaf[there] + 1] - first, _LEAF)
    if counts.sum() > _FOUND:
        order = np.argsort(-segment.specificity[first], kind="stable")
        order = order[np.cumsum(counts[order]) <= _FOUND]
        there, first, counts = there[order], first[order], counts[order]
    at = gathered(first, counts)
    owner = np.repeat(there, counts)
    types, kind = segment.types[at], kinds[owner]
    fits = np.flatnonzero(((types == kind) | (types == 0) | (kind == 0)).all(axis=1))
    at, part = at[fits], sought[owner[fits]]
    return (
        segment.document[at].astype(np.int64) + start,
        np.where(part == LEFT, segment.part[at], part).astype(np.int8),
        segment.specificity[at].astype(np.float32),
    )

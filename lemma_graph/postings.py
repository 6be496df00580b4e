"""Ranking by symbols: BM25 over posting lists of our own, in numpy, that can lie in a mapped file.

Rare symbols have whole posting lists; they find the candidates, the weightiest symbols first, within a bound of work
(as MaxScore of Turtle and Flood 1995 parts essential lists from others). How often each of the 128 most common ones
stands in a document is part of the document's signature, so that all of them are counted for a candidate with one
look. What comes first then is scored in full. Documents that share only common symbols with a question are found by the
short lists of the best for each, and for each two of the most common ones.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lemma_graph.tiers import Arrays, Floats, Hashes, Ints, Mask, Part, Tiers, best, gathered, pointers

# The usual constants: how fast repetition saturates, and how much a long statement is discounted.
_K1, _B = 1.2, 0.6
# A common symbol's list keeps this many documents, its best.
_CHAMPIONS = 4096
# A symbol in more documents than this may be a common one.
_COMMON = 8192
# Common symbols, each with two bits of a signature: it stands there never, once, two or three times, or more often.
_SIGNED = 128
_OFTEN = np.array([0.0, 1.0, 2.4, 5.0], dtype=np.float32)
_CLASS = np.array([0, 1, 2, 2, *[3] * 252], dtype=np.uint8)  # of a count
_LENGTHS = 8  # classes of length, each a third of the average wide
# The most common ones, of which two together have a list of the best, and how many these are.
_PAIRED, _BEST_OF_PAIR = 32, 512
# Postings that one query may look at: so many, and one in so many documents.
_BUDGET, _PART_OF_ALL = 16_000, 48
# Documents that wait for a question before they are indexed.
_AT_ONCE = 16_384
# Documents whose score is computed in full.
_FRONT = 256
# For each quarter of a byte, what each value of a byte says there.
_QUARTERS = np.arange(256)[None, :] >> (2 * np.arange(4))[:, None] & 3


@dataclass(frozen=True)
class Hit:
    """A document's number and score, and its symbols that counted most."""

    document: int
    score: float
    because: tuple[str, ...]


@functools.lru_cache(maxsize=1 << 16)
def symbol_hash(symbol: str) -> int:
    """64 bits; two symbols that share them would be taken for one, which would be a bad guess and nothing worse."""
    return int.from_bytes(hashlib.blake2b(symbol.encode(), digest_size=8).digest(), "little")


class _Segment:
    """Documents in two forms: by document (rows sorted by symbol) and by symbol (rows sorted by document).

    list, document, impact: the second form, impacts in parts of 255; common: symbols whose list is cut, by their place
    in `signature`, four in a byte.
    """

    _NAMES = ("vocabulary", "row", "symbol", "count", "length", "found_in", "list", "document", "impact", "common",
              "signature", "pair", "pair_document")  # fmt: skip

    def __init__(
        self,
        vocabulary: Hashes,
        row: Ints,
        symbol: NDArray[np.int32],
        count: NDArray[np.uint8],
        length: Floats,
    ) -> None:
        self.vocabulary, self.row, self.symbol, self.count, self.length = vocabulary, row, symbol, count, length
        self._prepare()
        self.found_in = np.bincount(symbol, minlength=len(vocabulary)).astype(np.int32)
        by_found = np.argsort(-self.found_in, kind="stable")[:_SIGNED]
        self.common = by_found[self.found_in[by_found] > _COMMON].astype(np.int32)
        self._invert()

    def _prepare(self) -> None:
        self.stored: str | None = None
        self.total = float(self.length.sum(dtype=np.float64))
        self.own_rarity: tuple[int, Floats] | None = None
        self._place_of: dict[int, int] | None = None
        self._saturated: Floats | None = None

    @property
    def size(self) -> int:
        return len(self.length)

    @property
    def place_of(self) -> dict[int, int]:
        """The place of each common symbol."""
        if self._place_of is None:
            self._place_of = {symbol: place for place, symbol in enumerate(self.common.tolist())}
        return self._place_of

    def _invert(self) -> None:
        # The transpose of a sparse matrix: by counting, not by sorting.
        shape = (self.size, len(self.vocabulary))
        turned = csr_array((self.count, self.symbol, self.row), shape=shape).tocsc()
        document, count = turned.indices.astype(np.int32, copy=False), turned.data
        norm = norms(self.length, max(1.0, self.total / max(1, self.size)))
        impact = np.empty(len(document), dtype=np.uint8)
        for start in range(0, len(document), 1 << 22):
            part = slice(start, start + (1 << 22))
            c = count[part].astype(np.float32)
            impact[part] = np.rint(255 * c / (c + norm[document[part]]))
        full = pointers(self.found_in.astype(np.int64))
        self._pair(full, document, impact)
        kept = np.ones(len(document), dtype=np.bool_)
        self.signature = np.zeros((self.size, (len(self.common) + 3) // 4), dtype=np.uint8)
        for place, number in enumerate(self.common.tolist()):
            part = slice(full[number], full[number + 1])
            self.signature[document[part], place // 4] |= _CLASS[count[part]] << np.uint8(2 * (place % 4))
            kept[part] = False
            kept[full[number] + best(impact[part].astype(np.float32), _CHAMPIONS)] = True
        lengths = self.found_in.astype(np.int64)
        lengths[self.common] = np.minimum(lengths[self.common], _CHAMPIONS)
        self.list = pointers(lengths)
        self.document, self.impact = (document[kept], impact[kept]) if len(self.common) else (document, impact)

    def _pair(self, full: Ints, document: NDArray[np.int32], impact: NDArray[np.uint8]) -> None:
        """pair: where the list of two common symbols begins, by their places; pair_document: those lists."""
        lists: list[NDArray[np.int32]] = []
        of_one = np.zeros(self.size, dtype=np.uint8)
        paired = [slice(full[number], full[number + 1]) for number in self.common[:_PAIRED].tolist()]
        for first, part in enumerate(paired):
            of_one[document[part]] = impact[part]
            for other in paired[:first]:
                together = of_one.take(document[other])
                both = np.flatnonzero(together)
                scores = together[both].astype(np.float32) + impact[other][both]
                lists.append(np.sort(document[other][both[best(scores, _BEST_OF_PAIR)]]))
            of_one[document[part]] = 0
        self.pair = pointers([len(each) for each in lists])
        self.pair_document = np.concatenate([np.zeros(0, dtype=np.int32), *lists])

    def of_pairs(self, common: Sequence[tuple[int, float]], most: int) -> list[NDArray[np.int32]]:
        """Lists of the best for two of these common symbols (place, weight) each, the weightiest first, up to so many
        documents."""
        paired = [(place, weight) for place, weight in common if place < _PAIRED]
        pairs = sorted(
            ((-weight - other_weight, max(place, other), min(place, other))
             for n, (place, weight) in enumerate(paired) for other, other_weight in paired[:n])
        )  # fmt: skip
        found: list[NDArray[np.int32]] = []
        for _, first, other in pairs:
            number = first * (first - 1) // 2 + other
            start, end = int(self.pair[number]), int(self.pair[number + 1])
            most -= end - start
            if most < 0:
                break
            found.append(self.pair_document[start:end])
        return found

    def of_signatures(self, common: Sequence[tuple[int, float]], documents: Ints) -> Floats:
        """About what common symbols (place, weight) add to the score of each document."""
        average = max(1.0, self.total / self.size)
        if self._saturated is None:  # by quarter, class of length, and byte
            norm = norms((np.arange(_LENGTHS, dtype=np.float32) + np.float32(0.5)) * np.float32(average / 3), average)
            saturated = _OFTEN / (_OFTEN + norm[:, None])
            self._saturated = saturated[:, _QUARTERS].transpose(1, 0, 2).reshape(4, -1).astype(np.float32)
        columns = {column: number for number, column in enumerate(sorted({place // 4 for place, _ in common}))}
        weights = np.zeros((len(columns), 4), dtype=np.float32)
        for place, weight in common:
            weights[columns[place // 4], place % 4] = weight
        tables = weights @ self._saturated
        length = np.minimum(self.length[documents] * np.float32(3 / average), _LENGTHS - 1).astype(np.int64) << 8
        signatures = self.signature.take(documents, axis=0)  # much faster than by index
        sums = np.zeros(len(documents), dtype=np.float32)
        for column, table in zip(columns, tables, strict=True):
            sums += table.take(length + signatures[:, column])
        return sums

    @staticmethod
    def merge(segments: Sequence[_Segment]) -> _Segment:
        """One segment of several that follow each other."""
        vocabulary = np.unique(np.concatenate([each.vocabulary for each in segments]))
        rows, symbols, last = [segments[0].row[:1]], [], 0
        for each in segments:
            symbols.append(np.searchsorted(vocabulary, each.vocabulary).astype(np.int32).take(each.symbol))
            rows.append(each.row[1:] + last)
            last += int(each.row[-1])
        return _Segment(
            vocabulary,
            np.concatenate(rows),
            np.concatenate(symbols),
            np.concatenate([each.count for each in segments]),
            np.concatenate([each.length for each in segments]),
        )

    def places(self, hashes: Hashes) -> Ints:
        """Number of each symbol here, -1 where it does not occur."""
        if not len(self.vocabulary):
            return np.full(len(hashes), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.vocabulary, hashes), len(self.vocabulary) - 1)
        return np.where(self.vocabulary[at] == hashes, at, -1).astype(np.int64)

    def arrays(self) -> Arrays:
        return {name: getattr(self, name) for name in self._NAMES}

    @staticmethod
    def of_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> _Segment:
        """A segment whose lists were computed before. Raises KeyError where an array is missing."""
        segment = _Segment.__new__(_Segment)
        for name in _Segment._NAMES:
            setattr(segment, name, arrays[name])
        segment._prepare()
        return segment


def _cleared(size: int) -> Floats:
    """Zeros that have their memory: with `np.zeros` the first questions would wait for each page."""
    return np.full(size, 0.0, dtype=np.float32)


def norms(length: Floats, average: float) -> Floats:
    """What is added to a symbol's count below the line, for documents of these lengths."""
    found: Floats = (np.float32(_K1 * (1 - _B)) + np.float32(_K1 * _B / average) * length).astype(np.float32)
    return found


class SymbolIndex:
    """An inverted index of symbol bags. Documents are numbered as they are added.

    Scores are exact BM25; which documents are scored is a choice where a query has only common symbols and the index
    is large (`recall` measures it).
    """

    def __init__(self) -> None:
        self.tiers = Tiers(_Segment.merge)
        # Of documents that wait: hashes and counts one behind the other, and where each document ends.
        self._hashes: list[int] = []
        self._counts: list[int] = []
        self._ends: list[int] = []
        self._size = 0
        self._scratch: Floats = np.zeros(0, dtype=np.float32)
        self._asked: tuple[Mapping[str, float], tuple[int, int], tuple[Hashes, Floats, Floats]] | None = None

    def __len__(self) -> int:
        return self._size

    def add(self, bag: Mapping[str, int]) -> int:
        """Take a document in; its number."""
        self._hashes += map(symbol_hash, bag)
        self._counts += bag.values()
        self._ends.append(len(self._hashes))
        self._size += 1
        if len(self._ends) >= _AT_ONCE:
            self._take_in()
        return self._size - 1

    def best(
        self, query: Mapping[str, float], limit: int, among: Callable[[Ints], Mask] | Collection[int] | None = None
    ) -> list[Hit]:
        """The best documents for weighted symbols, ties by number, with reasons. `among` restricts the answer."""
        if among is not None and not callable(among):
            allowed = np.fromiter(among, dtype=np.int64)
            documents, scores = self.ranked(query, limit, lambda documents: np.isin(documents, allowed))
        else:
            documents, scores = self.ranked(query, limit, among)
        return [
            Hit(document, score, self.shared(query, document))
            for document, score in zip(documents.tolist(), scores.tolist(), strict=True)
        ]

    def ranked(
        self, query: Mapping[str, float], limit: int, among: Callable[[Ints], Mask] | None = None
    ) -> tuple[Ints, Floats]:
        """Numbers and scores of the best documents, ties by number."""
        self._take_in()
        symbols, weights, rarity = self._weighed(query)
        front = max(limit, _FRONT)
        found: list[Ints] = []
        about: list[Floats] = []
        start = 0
        for segment in self.tiers.segments:
            documents, scores = self._front(segment, start, symbols, weights * rarity, among, front)
            found.append(documents + start)
            about.append(scores)
            start += segment.size
        if not found:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        documents = np.sort(np.concatenate(found)[best(np.concatenate(about), front)])
        scores = self._scores(symbols, weights * rarity, documents)
        chosen = best(scores, limit)
        return documents[chosen], scores[chosen]

    def scores(self, query: Mapping[str, float], documents: Ints) -> Floats:
        """The score of each of these documents."""
        self._take_in()
        symbols, weights, rarity = self._weighed(query)
        return self._scores(symbols, weights * rarity, documents)

    def exhaustive(self, query: Mapping[str, float], limit: int) -> tuple[Ints, Floats]:
        """`ranked` with every document scored: slow, and the measure of `ranked`."""
        self._take_in()
        symbols, weights, rarity = self._weighed(query)
        step = 1 << 18
        parts = [np.arange(s, min(s + step, self._size), dtype=np.int64) for s in range(0, self._size, step)]
        scores = [self._scores(symbols, weights * rarity, part) for part in parts]
        whole = np.concatenate(scores) if scores else np.zeros(0, dtype=np.float32)
        chosen = best(whole, limit)
        return chosen, whole[chosen]

    def mass(self, documents: Ints) -> Floats:
        """The score that each document would have for its own symbols, each asked for with weight 1: its rarity."""
        self._take_in()
        return self._sums(documents, self._own_rarity)

    def lengths(self, documents: Ints) -> Floats:
        """How many symbols each document has, repetitions counted."""
        self._take_in()
        found = np.zeros(len(documents), dtype=np.float32)
        start = 0
        for segment in self.tiers.segments:
            inside = (documents >= start) & (documents < start + segment.size)
            found[inside] = segment.length[documents[inside] - start]
            start += segment.size
        return found

    def shared(self, query: Mapping[str, float], document: int, most: int = 4) -> tuple[str, ...]:
        """Symbols of the query that a document has, the rarest first."""
        self._take_in()
        symbols, _, rarity = self._weighed(query)
        for segment in self.tiers.segments:
            if document < segment.size:
                row = segment.symbol[segment.row[document] : segment.row[document + 1]]
                here = set(segment.vocabulary.take(row).tolist())
                break
            document -= segment.size
        else:
            return ()
        names, codes = list(query), symbols.tolist()
        present = [i for i in np.argsort(-rarity, kind="stable").tolist() if codes[i] in here]
        return tuple(names[i] for i in present[:most])

    def _take_in(self) -> None:
        if not self._ends:
            return
        vocabulary, symbol = np.unique(np.array(self._hashes, dtype=np.uint64), return_inverse=True)
        counts = np.minimum(np.array(self._counts, dtype=np.int64), 255)
        row = np.array([0, *self._ends], dtype=np.int64)
        length = np.diff(np.concatenate([[0], np.cumsum(counts)])[row]).astype(np.float32)
        self._hashes, self._counts, self._ends = [], [], []
        self.tiers.push(_Segment(vocabulary, row, symbol.astype(np.int32), counts.astype(np.uint8), length))

    def _weighed(self, query: Mapping[str, float]) -> tuple[Hashes, Floats, Floats]:
        """Hashes of the query's symbols, their weights, and their rarity over all segments (0: nobody has it)."""
        kept = self._asked  # one question is asked several times: ranked, scored, and for its reasons
        if kept is not None and kept[0] is query and kept[1] == (self._size, len(query)):
            return kept[2]
        symbols = np.fromiter((symbol_hash(symbol) for symbol in query), dtype=np.uint64, count=len(query))
        weights = np.fromiter(query.values(), dtype=np.float32, count=len(query))
        found = symbols, weights, self._rarity(symbols)
        self._asked = (query, (self._size, len(query)), found)
        return found

    def _rarity(self, symbols: Hashes) -> Floats:
        found_in = np.zeros(len(symbols), dtype=np.float64)
        for segment in self.tiers.segments:
            at = segment.places(symbols)
            if len(segment.vocabulary):
                found_in += np.where(at >= 0, segment.found_in[at], 0)
        rarity = np.log1p((self._size - found_in + 0.5) / (found_in + 0.5))
        return np.where(found_in > 0, rarity, 0.0).astype(np.float32)

    def _front(
        self,
        segment: _Segment,
        start: int,
        symbols: Hashes,
        weights: Floats,
        among: Callable[[Ints], Mask] | None,
        limit: int,
    ) -> tuple[Ints, Floats]:
        """The documents of a segment that seem the best, and about what they score."""
        at = segment.places(symbols)
        if len(self._scratch) < segment.size:
            self._scratch = _cleared(segment.size)
        scratch, lists = self._scratch, segment.list
        budget = max(_BUDGET, segment.size // _PART_OF_ALL)
        candidates: list[Ints] = []
        common: list[tuple[int, float]] = []
        of_common: list[NDArray[np.int32]] = []

        def put(documents: Ints, more: Floats | np.float32) -> None:
            if candidates:
                before = scratch[documents]
                candidates.append(documents[before == 0])
                scratch[documents] = before + more
            else:
                candidates.append(documents)
                scratch[documents] = more

        for i in np.argsort(-weights, kind="stable").tolist():
            symbol, weight = int(at[i]), float(weights[i])
            if symbol < 0 or weight <= 0:
                continue
            first, last = int(lists[symbol]), int(lists[symbol + 1])
            place = segment.place_of.get(symbol)
            if place is not None:
                common.append((place, weight))
                of_common.append(segment.document[first:last])
            elif last - first <= budget:
                budget -= last - first
                documents = segment.document[first:last].astype(np.int64)
                put(documents, segment.impact[first:last] * np.float32(weight / 255))
        # What is common counts through the signature: here its documents only become candidates.
        for some in (*segment.of_pairs(common, budget), *of_common):
            if len(some) <= budget:
                budget -= len(some)
                put(some.astype(np.int64), np.float32(1e-6))
        if not candidates:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        every = np.concatenate(candidates)
        scores = scratch[every]
        scratch[every] = 0.0
        if among is not None:
            inside = among(every + start)
            every, scores = every[inside], scores[inside]
        if common and len(every) > limit:
            scores = scores + segment.of_signatures(common, every)
        chosen = best(scores, limit)
        return every[chosen], scores[chosen]

    def _scores(self, symbols: Hashes, weights: Floats, documents: Ints) -> Floats:
        def by_symbol(segment: _Segment) -> Floats:
            at = segment.places(symbols)
            table = np.zeros(len(segment.vocabulary), dtype=np.float32)
            table[at[at >= 0]] = weights[at >= 0] * (_K1 + 1)
            return table

        return self._sums(documents, by_symbol)

    def _own_rarity(self, segment: _Segment) -> Floats:
        kept = segment.own_rarity
        if kept is None or kept[0] < 0.9 * self._size:  # a tenth more documents change it little
            kept = segment.own_rarity = (self._size, self._rarity(segment.vocabulary) * np.float32(_K1 + 1))
        return kept[1]

    def _sums(self, documents: Ints, by_symbol: Callable[[_Segment], Floats]) -> Floats:
        """For each document the sum of its symbols' values, each saturated by count and length."""
        average = max(1.0, sum(segment.total for segment in self.tiers.segments) / max(1, self._size))
        sums = np.zeros(len(documents), dtype=np.float32)
        start = 0
        for segment in self.tiers.segments:
            inside = np.flatnonzero((documents >= start) & (documents < start + segment.size))
            if len(inside):
                rows = documents[inside] - start
                table = by_symbol(segment)
                first = segment.row[rows]
                counts = segment.row[rows + 1] - first
                places = gathered(first, counts)
                count = segment.count[places].astype(np.float32)
                norm = np.repeat(norms(segment.length[rows], average), counts)
                values = table[segment.symbol[places]] * count / (count + norm)
                owner = np.repeat(np.arange(len(inside)), counts)
                sums[inside] = np.bincount(owner, weights=values, minlength=len(inside))
            start += segment.size
        return sums

    def parts(self) -> list[Part]:
        """What a snapshot keeps."""
        self._take_in()
        return list(self.tiers.segments)

    @staticmethod
    def of_arrays(segments: Sequence[Mapping[str, NDArray[np.generic]]]) -> SymbolIndex:
        """The index of a snapshot."""
        index = SymbolIndex()
        index.tiers = Tiers(_Segment.merge, map(_Segment.of_arrays, segments))
        index._size = sum(segment.size for segment in index.tiers.segments)
        index._scratch = _cleared(max((segment.size for segment in index.tiers.segments), default=0))
        return index

"""Ranking by symbols: BM25 over posting lists of our own, in numpy, that can lie in a mapped file."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lemma_graph.tiers import Arrays, Floats, Hashes, Ints, Mask, best, gathered, pointers, push

# The usual constants: how fast repetition saturates, and how much a long statement is discounted.
_K1, _B = 1.2, 0.6
# A list longer than this keeps only its best documents: what is common orders what the rarer symbols found.
_CHAMPIONS = 8192
# Postings that one query may look at, the rarest symbols first; about half a millisecond.
_BUDGET = 48_000
# Documents that wait for a question before they are indexed.
_AT_ONCE = 16_384
# Documents whose score is computed in full.
_FRONT = 512


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
    """Documents in two forms: by document (rows sorted by symbol) and by symbol (rows sorted by document)."""

    def __init__(
        self, vocabulary: Hashes, row: Ints, symbol: NDArray[np.int32], count: NDArray[np.uint8], length: Floats
    ) -> None:
        self.vocabulary, self.row, self.symbol, self.count, self.length = vocabulary, row, symbol, count, length
        self.total = float(length.sum(dtype=np.float64))
        self.own_rarity: tuple[int, Floats] | None = None
        self.found_in = np.bincount(symbol, minlength=len(vocabulary)).astype(np.int64)
        self.list, self.document, self.impact = self._inverted()

    @property
    def size(self) -> int:
        return len(self.length)

    def _inverted(self) -> tuple[Ints, NDArray[np.int32], Floats]:
        documents = np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.row))
        order = np.argsort(self.symbol, kind="stable")
        document, count = documents[order], self.count[order].astype(np.float32)
        average = max(1.0, float(self.length.mean())) if self.size else 1.0
        norm = _K1 * (1 - _B + _B / average * self.length[document])
        impact: Floats = (count / (count + norm)).astype(np.float32)
        full = pointers(self.found_in)
        if len(self.found_in) and self.found_in.max() > _CHAMPIONS:
            kept = np.ones(len(document), dtype=np.bool_)
            for number in np.flatnonzero(self.found_in > _CHAMPIONS):
                part = slice(full[number], full[number + 1])
                chosen = best(impact[part], _CHAMPIONS)
                kept[part] = False
                kept[full[number] + chosen] = True
            document, impact = document[kept], impact[kept]
        lists = pointers(np.minimum(self.found_in, _CHAMPIONS))
        return lists, document, impact.astype(np.float32)

    def merged(self, later: _Segment) -> _Segment:
        vocabulary = np.union1d(self.vocabulary, later.vocabulary)
        symbols = [np.searchsorted(vocabulary, each.vocabulary).astype(np.int32)[each.symbol] for each in (self, later)]
        return _Segment(
            vocabulary,
            np.concatenate([self.row, later.row[1:] + self.row[-1]]),
            np.concatenate(symbols),
            np.concatenate([self.count, later.count]),
            np.concatenate([self.length, later.length]),
        )

    def places(self, hashes: Hashes) -> Ints:
        """Number of each symbol here, -1 where it does not occur."""
        if not len(self.vocabulary):
            return np.full(len(hashes), -1, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.vocabulary, hashes), len(self.vocabulary) - 1)
        return np.where(self.vocabulary[at] == hashes, at, -1).astype(np.int64)

    def arrays(self) -> Arrays:
        names = ("vocabulary", "row", "symbol", "count", "length", "found_in", "list", "document", "impact")
        return {name: getattr(self, name) for name in names}

    @staticmethod
    def of_arrays(arrays: Mapping[str, NDArray[np.generic]]) -> _Segment:
        """A segment whose lists were computed before."""
        segment = _Segment.__new__(_Segment)
        for name, values in arrays.items():
            setattr(segment, name, values)
        segment.total = float(segment.length.sum(dtype=np.float64))
        segment.own_rarity = None
        return segment


class SymbolIndex:
    """An inverted index of symbol bags. Documents are numbered as they are added.

    Scores are exact BM25; which documents are scored is a choice where a query has only common symbols and the index
    is large (`recall` measures it).
    """

    def __init__(self) -> None:
        self._segments: list[_Segment] = []
        self._waiting: list[tuple[NDArray[np.uint64], NDArray[np.uint8]]] = []
        self._size = 0
        self._scratch: Floats = np.zeros(0, dtype=np.float32)
        self._asked: tuple[Mapping[str, float], tuple[int, int], tuple[Hashes, Floats, Floats]] | None = None

    def __len__(self) -> int:
        return self._size

    def add(self, bag: Mapping[str, int]) -> int:
        """Take a document in; its number."""
        hashes = np.fromiter((symbol_hash(symbol) for symbol in bag), dtype=np.uint64, count=len(bag))
        counts = np.fromiter((min(255, count) for count in bag.values()), dtype=np.uint8, count=len(bag))
        order = np.argsort(hashes)
        self._waiting.append((hashes[order], counts[order]))
        self._size += 1
        if len(self._waiting) >= _AT_ONCE:
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
        found = []
        start = 0
        for segment in self._segments:
            front = self._front(segment, start, symbols, weights * rarity, among, max(limit, _FRONT))
            found.append(front + start)
            start += segment.size
        documents = np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
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
        for segment in self._segments:
            inside = (documents >= start) & (documents < start + segment.size)
            found[inside] = segment.length[documents[inside] - start]
            start += segment.size
        return found

    def shared(self, query: Mapping[str, float], document: int, most: int = 4) -> tuple[str, ...]:
        """Symbols of the query that a document has, the rarest first."""
        self._take_in()
        symbols, _, rarity = self._weighed(query)
        for segment in self._segments:
            if document < segment.size:
                row = segment.symbol[segment.row[document] : segment.row[document + 1]]
                here = segment.vocabulary[row]
                break
            document -= segment.size
        else:
            return ()
        names = list(query)
        present = [i for i in np.argsort(-rarity, kind="stable").tolist() if symbols[i] in here]
        return tuple(names[i] for i in present[:most])

    def _take_in(self) -> None:
        if not self._waiting:
            return
        rows = self._waiting
        self._waiting = []
        hashes = np.concatenate([hashes for hashes, _ in rows])
        vocabulary, symbol = np.unique(hashes, return_inverse=True)
        counts = np.concatenate([counts for _, counts in rows])
        row = pointers([len(hashes) for hashes, _ in rows])
        length = np.array([float(counts.sum()) for _, counts in rows], dtype=np.float32)
        push(self._segments, _Segment(vocabulary, row, symbol.astype(np.int32), counts, length))
        self._scratch = np.zeros(self._segments[0].size, dtype=np.float32)

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
        for segment in self._segments:
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
    ) -> Ints:
        """The documents of a segment that its lists put first."""
        at = segment.places(symbols)
        known = np.flatnonzero(at >= 0)
        if len(self._scratch) < segment.size:
            self._scratch = np.zeros(segment.size, dtype=np.float32)
        scratch, lists = self._scratch, segment.list
        touched: list[NDArray[np.int32]] = []
        looked_at = 0
        for i in known[np.argsort(segment.found_in[at[known]], kind="stable")].tolist():
            part = slice(lists[at[i]], lists[at[i] + 1])
            documents = segment.document[part]
            scratch[documents] += weights[i] * segment.impact[part]
            touched.append(documents)
            looked_at += len(documents)
            if looked_at > _BUDGET:
                break
        if not touched:
            return np.zeros(0, dtype=np.int64)
        every = np.concatenate(touched)
        scores = scratch[every]
        if among is not None:
            inside = among(every + np.int64(start))
            scratch[every[~inside]] = 0.0
            every, scores = every[inside], scores[inside]
        # A document stands there once for each of its symbols.
        if len(every) > 8 * limit:
            enough = np.partition(scores, len(scores) - 8 * limit)[len(scores) - 8 * limit]
            front = np.unique(every[scores >= enough])
        else:
            front = np.unique(every)
        front = front[best(scratch[front], limit)]
        scratch[every] = 0.0
        return np.sort(front).astype(np.int64)

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
        average = max(1.0, sum(segment.total for segment in self._segments) / max(1, self._size))
        sums = np.zeros(len(documents), dtype=np.float32)
        start = 0
        for segment in self._segments:
            inside = np.flatnonzero((documents >= start) & (documents < start + segment.size))
            if len(inside):
                rows = documents[inside] - start
                table = by_symbol(segment)
                first = segment.row[rows]
                counts = segment.row[rows + 1] - first
                places = gathered(first, counts)
                count = segment.count[places].astype(np.float32)
                norm = np.repeat(_K1 * (1 - _B + _B / average * segment.length[rows]), counts).astype(np.float32)
                values = table[segment.symbol[places]] * count / (count + norm)
                owner = np.repeat(np.arange(len(inside)), counts)
                sums[inside] = np.bincount(owner, weights=values, minlength=len(inside))
            start += segment.size
        return sums

    def arrays(self) -> list[Arrays]:
        """What a snapshot keeps: the arrays of each segment."""
        self._take_in()
        return [segment.arrays() for segment in self._segments]

    @staticmethod
    def of_arrays(segments: Sequence[Mapping[str, NDArray[np.generic]]]) -> SymbolIndex:
        """The index of a snapshot."""
        index = SymbolIndex()
        index._segments = [_Segment.of_arrays(arrays) for arrays in segments]
        index._size = sum(segment.size for segment in index._segments)
        return index

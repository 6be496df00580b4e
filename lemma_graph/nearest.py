"""The nearest of many vectors: exactly where they are few, else through clusters, whose recall is measured first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lemma_graph.tiers import Floats, Ints, best, gathered, pointers

EXACT = 50_000  # vectors that are compared one by one: some 10 ms
_WANTED = 0.95  # recall at ten of what is not exact; with less it is not used
_ASKED, _AT = 48, 10
_ROUNDS, _SAMPLE = 6, 40  # of k-means; vectors of a sample for each cluster
_BLOCK = 1 << 14


class Nearest:
    """Cosine similarity among rows of length one. rows: (vectors, dimensions). recall: 1 where every row is compared.

    Clusters are those of k-means on a sample (an inverted file as in Jégou, Douze and Schmid 2011). How many of them a
    question looks at is found by questions of its own: points between two stored vectors. Where half of the clusters
    would not do, all rows are compared.
    """

    def __init__(self, rows: NDArray[np.floating], exact: int = EXACT) -> None:
        self._rows = rows
        self.recall = 1.0
        self._probes = 0
        if len(rows) > exact:
            self._cluster()

    def __len__(self) -> int:
        return len(self._rows)

    def find(self, question: Floats, limit: int) -> tuple[Ints, Floats]:
        """Numbers and similarities of the nearest rows, the nearest first, ties by number."""
        return self._near(question, limit) if self._probes else self._compared(question, limit)

    def _compared(self, question: Floats, limit: int) -> tuple[Ints, Floats]:
        parts = [
            self._rows[start : start + _BLOCK].astype(np.float32) @ question
            for start in range(0, len(self._rows), _BLOCK)
        ]
        scores = np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)
        chosen = best(scores, limit)
        return chosen, scores[chosen]

    def _near(self, question: Floats, limit: int) -> tuple[Ints, Floats]:
        clusters = best(self._centres @ question, self._probes)
        first = self._first.take(clusters)
        found = np.sort(self._members.take(gathered(first, self._first.take(clusters + 1) - first)))
        scores = self._rows.take(found, axis=0).astype(np.float32) @ question
        chosen = best(scores, limit)
        return found[chosen], scores[chosen]

    def _cluster(self) -> None:
        chance = np.random.default_rng(len(self._rows))
        count = int(len(self._rows) ** 0.5)
        sample = self._taken(np.sort(chance.choice(len(self._rows), min(len(self._rows), _SAMPLE * count), False)))
        centres = sample[chance.choice(len(sample), count, False)]
        for _ in range(_ROUNDS):
            nearest = _assigned(sample, centres)
            sums = np.zeros_like(centres)
            np.add.at(sums, nearest, sample)
            length = np.linalg.norm(sums, axis=1, keepdims=True)
            centres = np.where(length > 0, sums / np.maximum(length, 1e-9), centres).astype(np.float32)
        of_row = np.concatenate(
            [
                _assigned(self._rows[start : start + _BLOCK].astype(np.float32), centres)
                for start in range(0, len(self._rows), _BLOCK)
            ]
        )
        self._centres = centres
        self._members = np.argsort(of_row, kind="stable")
        self._first = pointers(np.bincount(of_row, minlength=count).astype(np.int64))
        self._test(chance, count)

    def _test(self, chance: np.random.Generator, count: int) -> None:
        pairs = self._taken(chance.integers(0, len(self._rows), 2 * _ASKED))
        questions = pairs[:_ASKED] + pairs[_ASKED:]
        questions /= np.maximum(np.linalg.norm(questions, axis=1, keepdims=True), 1e-9)
        right = [set(self._compared(question, _AT)[0].tolist()) for question in questions]
        self._probes = 4
        while self._probes <= count // 2:
            found = [set(self._near(question, _AT)[0].tolist()) for question in questions]
            hits = sum(len(one & other) for one, other in zip(found, right, strict=True))
            self.recall = hits / (_AT * _ASKED)
            if self.recall >= _WANTED:
                return
            self._probes *= 2
        self.recall, self._probes = 1.0, 0

    def _taken(self, numbers: Ints) -> Floats:
        taken: Floats = self._rows.take(numbers, axis=0).astype(np.float32)
        return taken


def _assigned(rows: Floats, centres: Floats) -> Ints:
    found: Ints = np.argmax(rows @ centres.T, axis=1)
    return found

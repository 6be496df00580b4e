"""Lemmas of whose conclusion the goal is an instance, or with a side of which a part of the goal is one."""

from __future__ import annotations

import numpy as np

from lemma_graph.channels import Ranking
from lemma_graph.corpus import Corpus, Scope
from lemma_graph.patterns import CONCLUSION, LEFT, RIGHT, TURNED
from lemma_graph.query import Query
from lemma_graph.tiers import best

_REASONS = {
    CONCLUSION: "its conclusion fits the goal",
    TURNED: "its conclusion fits the goal when turned round",
    LEFT: "its left side occurs in the goal",
    RIGHT: "its right side occurs in the goal",
}
# By part of the pattern: what closes or reduces the goal comes before what rewrites it.
_BONUS = np.array([2.0, 0.5, 0.0, 1.0], dtype=np.float32)
_RESCORED = 512


class StructureChannel:
    name = "structure"
    weight = 1.2

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def rank(self, query: Query, scope: Scope, limit: int) -> Ranking:
        found = self._corpus.patterns.fitting(query.flat)
        inside = np.flatnonzero(scope.inside(found.document)) if len(found.document) else np.zeros(0, dtype=np.int64)
        if not len(inside):
            return Ranking.nothing()
        scores = found.specificity[inside] + _BONUS[found.part[inside]]
        order = inside[best(scores, _RESCORED)]
        # A lemma counts once, with its best part; `order` begins with it.
        documents, first = np.unique(found.document[order], return_index=True)
        part = found.part[order[first]]
        scores = found.specificity[order[first]] + _BONUS[part]
        # Equally specific ones by the symbols that they share with the whole goal.
        shared = self._corpus.symbols.scores(query.symbols, documents)
        chosen = best(scores + shared / (1.0 + 2.0 * float(shared.max(initial=0.0))), limit)
        parts = part[chosen].tolist()
        return Ranking(documents[chosen], scores[chosen], lambda place: _REASONS[parts[place]])

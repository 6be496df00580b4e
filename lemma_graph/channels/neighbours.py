"""What the proofs of similar statements used: nearest neighbours, as in Sledgehammer's MaSh (Kühlwein et al. 2013)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lemma_graph.channels import Ranking
from lemma_graph.corpus import Corpus, Scope
from lemma_graph.query import Query
from lemma_graph.tiers import best

_ASKED = 48  # similar statements
_POWER = 3.0  # how much a nearer one counts more


class NeighbourChannel:
    name = "neighbours"
    weight = 1.0

    def __init__(self, corpus: Corpus, name_of: Callable[[int], str]) -> None:
        self._corpus = corpus
        self._name_of = name_of

    def rank(self, query: Query, scope: Scope, limit: int) -> Ranking:
        uses = self._corpus.uses
        documents, scores = self._corpus.similar(query, scope)
        near = documents[:_ASKED].tolist()
        rows = [uses.used(document) for document in near]
        counts = np.array([len(row) for row in rows], dtype=np.int64)
        if not counts.sum():
            return Ranking.nothing()
        weights = (scores[: len(near)] / scores[0]) ** _POWER
        shares = np.repeat(weights / np.maximum(1, counts) ** 0.3, counts)
        used, first, place = np.unique(np.concatenate(rows), return_index=True, return_inverse=True)
        sums = np.bincount(place, weights=shares).astype(np.float32)
        inside = np.flatnonzero(scope.inside(used))
        chosen = inside[best(sums[inside], limit)]
        owner = np.repeat(np.arange(len(near)), counts)[first]
        nearest = [near[i] for i in owner[chosen].tolist()]
        return Ranking(
            used[chosen], sums[chosen], lambda place: f"the proof of {self._name_of(nearest[place])} uses it"
        )

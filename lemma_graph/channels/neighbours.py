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
        near, scores = documents[:_ASKED], scores[:_ASKED]
        owner, every = uses.rows(near)
        if not len(every):
            return Ranking.nothing()
        counts = np.bincount(owner, minlength=len(near))
        weights = (scores / scores[0]) ** _POWER / np.maximum(1, counts) ** 0.3
        used, first, place = np.unique(every, return_index=True, return_inverse=True)
        sums = np.bincount(place, weights=weights[owner]).astype(np.float32)
        inside = np.flatnonzero(scope.inside(used))
        chosen = inside[best(sums[inside], limit)]
        nearest = near[owner[first[chosen]]]
        return Ranking(
            used[chosen],
            sums[chosen],
            lambda place: f"the proof of {self._name_of(int(nearest[place]))} uses it",
            nearest,
        )

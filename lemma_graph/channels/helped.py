"""What closed this goal, or goals like it, before."""

from __future__ import annotations

import numpy as np

from lemma_graph.channels import Ranking
from lemma_graph.corpus import Corpus, Scope
from lemma_graph.query import Query
from lemma_graph.tiers import best

_SIMILAR = 12
_SAME = 1000.0  # more than any similarity


class HelpedChannel:
    name = "helped"
    weight = 1.0

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def rank(self, query: Query, scope: Scope, limit: int) -> Ranking:
        corpus = self._corpus
        if not len(corpus.goals):
            return Ranking.nothing()
        same = corpus.helped_goal.get(query.goal_key or "", [])
        edges, scores = corpus.goals.ranked(query.target_symbols, _SIMILAR)
        edges = np.concatenate([np.array(same, dtype=np.int64), edges])
        scores = np.concatenate([np.full(len(same), _SAME, dtype=np.float32), scores])
        helpers = np.array([corpus.helped_lemma[edge] for edge in edges.tolist()], dtype=np.int64)
        lemmas, first, place = np.unique(helpers, return_index=True, return_inverse=True)
        if not len(lemmas):
            return Ranking.nothing()
        sums = np.bincount(place, weights=scores).astype(np.float32)
        inside = np.flatnonzero(scope.inside(lemmas))
        chosen = inside[best(sums[inside], limit)]
        exact = (first[chosen] < len(same)).tolist()
        return Ranking(
            lemmas[chosen],
            sums[chosen],
            lambda place: "it closed this goal before" if exact[place] else "it closed a similar goal",
        )

"""Lemmas near the goal in the graph of uses: personalised PageRank that starts from the goal's symbols and hypotheses.

The walk begins at the statements that share the goal's symbols, in proportion to how much they share, and goes along
uses in both directions. Only the part of the graph around those statements is looked at, so the cost does not grow
with the memory.
"""

from __future__ import annotations

import numpy as np

from lemma_graph.channels import Ranking
from lemma_graph.corpus import Corpus, Scope
from lemma_graph.query import Query
from lemma_graph.tiers import Floats, Ints, best

_SEEDS = 48
_USERS = 4  # of one lemma
_RESTART = 0.4
_STEPS = 6
_BACK = 0.3  # weight of a step from a lemma to one that uses it


class PageRankChannel:
    name = "pagerank"
    weight = 1.0

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def rank(self, query: Query, scope: Scope, limit: int) -> Ranking:
        documents, scores = self._corpus.similar(query, scope)
        documents, scores = documents[:_SEEDS], scores[:_SEEDS]
        if not len(documents):
            return Ranking.nothing()
        nodes = self._around(documents, scope)
        seeds = np.zeros(len(nodes), dtype=np.float32)
        seeds[np.searchsorted(nodes, documents)] = (scores / scores[0]) ** 3
        rank = self._walk(nodes, seeds / seeds.sum())
        rank[np.searchsorted(nodes, documents)] -= _RESTART * (seeds / seeds.sum())[np.searchsorted(nodes, documents)]
        inside = np.flatnonzero(scope.inside(nodes) & (rank > 1e-6))
        chosen = inside[best(rank[inside], limit)]
        return Ranking(nodes[chosen], rank[chosen], lambda _: "it lies near similar statements in the graph of uses")

    def _around(self, seeds: Ints, scope: Scope) -> Ints:
        uses = self._corpus.uses
        used = np.concatenate([seeds, uses.rows(seeds)[1]])
        nodes = np.unique(np.concatenate([used, uses.users(seeds, _USERS)]))
        return nodes[scope.known(nodes)]

    def _walk(self, nodes: Ints, seeds: Floats) -> Floats:
        user, used = self._corpus.uses.among(nodes)
        if not len(user):
            return _RESTART * seeds
        weights = np.concatenate([np.ones(len(user)), np.full(len(user), _BACK)]).astype(np.float32)
        source, target = np.concatenate([user, used]), np.concatenate([used, user])
        out = np.bincount(source, weights=weights, minlength=len(nodes))
        shares = weights / out.take(source)
        rank = seeds.astype(np.float64)
        for _ in range(_STEPS):
            moved = np.bincount(target, weights=shares * rank.take(source), minlength=len(nodes))
            rank = _RESTART * seeds + (1 - _RESTART) * moved
        return rank.astype(np.float32)

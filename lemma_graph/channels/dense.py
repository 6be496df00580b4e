"""Lemmas whose text a model of texts puts near the goal's. Such models blur operators (`add_comm`, `mul_comm`), so it
counts less than what is exact."""

from __future__ import annotations

import numpy as np

from lemma_graph.channels import Ranking
from lemma_graph.corpus import Corpus, Scope
from lemma_graph.query import Query
from lemma_graph.vectors import Vectors

_MORE = 4  # times as many are asked for, since some are out of scope


class DenseChannel:
    name = "dense"
    weight = 0.5

    def __init__(self, corpus: Corpus, vectors: Vectors) -> None:
        self._corpus, self._vectors = corpus, vectors

    def rank(self, query: Query, scope: Scope, limit: int) -> Ranking:
        keys, scores = self._vectors.find(text_of_query(query), _MORE * limit)
        if not keys:
            return Ranking.nothing()
        numbers = np.array([-1 if (n := self._corpus.number(key)) is None else n for key in keys], dtype=np.int64)
        known = np.flatnonzero((numbers >= 0) & (scores > 0))
        chosen = known[scope.inside(numbers[known])][:limit]
        recall = self._vectors.recall
        how = "" if recall == 1 else f" (by an index that finds {recall:.0%} of the nearest in its own test)"
        return Ranking(numbers[chosen], scores[chosen], lambda _: f"its text is near the goal's{how}")


def text_of_query(query: Query) -> str:
    """What the model reads of a goal."""
    return ", ".join([*(kind for _, kind in query.hypotheses), query.target])


def text_of_lemma(name: str, statement: str) -> str:
    """What the model reads of a lemma."""
    return f"{name.replace('_', ' ').replace('.', ' ')}: {statement}"

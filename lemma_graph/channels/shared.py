"""Lemmas that share rare symbols with the goal: BM25 over split identifiers, operators and the words of names."""

from __future__ import annotations

import numpy as np

from lemma_graph.channels import Ranking
from lemma_graph.corpus import Corpus, Scope
from lemma_graph.query import Query


class SymbolChannel:
    name = "symbols"
    weight = 1.0

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def rank(self, query: Query, scope: Scope, limit: int) -> Ranking:
        documents, scores = self._corpus.similar(query, scope)
        inside = np.flatnonzero(scope.inside(documents))
        if len(inside) >= limit:
            documents, scores = documents[inside[:limit]], scores[inside[:limit]]
        else:  # much of what is similar is out of scope
            documents, scores = self._corpus.symbols.ranked(query.symbols, limit, scope.inside)

        def because(place: int) -> str:
            return f"it shares {', '.join(self._corpus.symbols.shared(query.symbols, int(documents[place])))}"

        return Ranking(documents, scores, because)

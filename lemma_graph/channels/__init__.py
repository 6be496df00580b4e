"""Ways to find lemmas for a goal. Each is a small module with one class; each answer says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lemma_graph.corpus import Scope
from lemma_graph.query import Query
from lemma_graph.tiers import Floats, Ints


@dataclass(frozen=True)
class Ranking:
    """Numbers of lemmas, the best first, with the channel's own scores; because: the reason for one of them, by its
    place, asked for only where it is shown; named: the lemma that this reason names, by place, where reasons do."""

    documents: Ints
    scores: Floats
    because: Callable[[int], str]
    named: Ints | None = None

    @staticmethod
    def nothing() -> Ranking:
        return Ranking(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32), lambda _: "")


class Channel(Protocol):
    """One way to find lemmas in a corpus, which grows between questions."""

    name: str
    weight: float  # how much its ranking counts where no ranker orders

    def rank(self, query: Query, scope: Scope, limit: int) -> Ranking:
        """At most `limit` lemmas inside the scope; deterministic."""
        ...

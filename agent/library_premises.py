"""Theorems of the library that a text imports, found for a goal as those of the memory are."""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Callable, Sequence

from agent.proposers import PremiseView
from lemma_graph.corpus import Corpus, Document
from lemma_graph.query import Query
from lemma_graph.retrieval import Engine
from prover_bridge.environment import Environment
from prover_bridge.protocol import Goal
from prover_bridge.stated import library_laws

MOST_FOR_A_GOAL = 32
_LOOKED_AT = 64
_CACHED = 2_000  # goals
_reading = threading.Lock()


class LibraryPremises:
    """An index of the theorems of an environment; making it takes about a second, and only once a process."""

    def __init__(self, environment: Environment) -> None:
        self._laws = library_laws(environment)
        corpus = Corpus()
        for law in self._laws:
            key = hashlib.blake2b(law.name.encode(), digest_size=32).hexdigest()
            corpus.add(Document(key, law.name, law.statement))
        self._engine = Engine(corpus, lambda number: self._laws[number].name)
        self._scope = corpus.scope({}, ())
        self._cache: dict[str, tuple[PremiseView, ...]] = {}

    def of_goal(self, goal: Goal) -> Sequence[PremiseView]:
        """Theorems that may help with a goal, best first; the same for equal goals."""
        if goal.key not in self._cache:
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            self._cache[goal.key] = tuple(self._found(goal))
        return self._cache[goal.key]

    def _found(self, goal: Goal) -> list[PremiseView]:
        if not self._laws:
            return []
        rankings = self._engine.rankings(Query.of_goal(goal), self._scope, _LOOKED_AT)
        numbers, scores = self._engine.fused(rankings, MOST_FOR_A_GOAL)
        return [
            PremiseView(law.name, law.statement, "of the library", score)
            for law, score in zip([self._laws[number] for number in numbers.tolist()], scores.tolist(), strict=True)
        ]


@functools.lru_cache(maxsize=4)
def _premises(environment: Environment) -> LibraryPremises:
    return LibraryPremises(environment)


def library_of(environment: Environment) -> Callable[[Goal], Sequence[PremiseView]]:
    """What the library of an environment has for a goal; it is read when it is first asked."""

    def of_goal(goal: Goal) -> Sequence[PremiseView]:
        with _reading:
            return _premises(environment).of_goal(goal)

    return of_goal

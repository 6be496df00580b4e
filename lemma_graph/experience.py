"""What closed goals before: each with its tactic, found again for goals that look alike.

The same store gives the same answer; nothing here is believed.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lemma_graph.store import Store
from lemma_graph.symbols import symbols
from prover_bridge.protocol import Goal

_MOST = 4_000  # of an environment, the newest
_LEAST_ALIKE = 0.35


@dataclass(frozen=True)
class Closing:
    """A goal that a tactic closed in a certified proof. target: as Lean printed it; names: of its hypotheses."""

    goal_key: str
    target: str
    names: tuple[str, ...]
    tactic: str


@dataclass(frozen=True)
class Alike:
    """likeness: from 0 (nothing in common) to 1 (the same symbols)."""

    closing: Closing
    likeness: float


class Experience:
    """The closings of one environment, in memory; `refresh` reads what others added since."""

    def __init__(self, store: Store, environment: str) -> None:
        self._store = store
        self._environment = environment
        self._seen = 0
        self._closings: list[tuple[Closing, frozenset[str]]] = []
        self._often: Counter[str] = Counter()

    def refresh(self) -> None:
        for row in self._store.closings(self._environment, self._seen):
            self._seen = row["id"]
            names = tuple(row["names"].split())
            found = frozenset(symbols(row["goal"], names))
            self._often.update(found)
            self._closings.append((Closing(row["goal_key"], row["goal"], names, row["tactic"]), found))
        for _, lost in self._closings[:-_MOST]:
            self._often.subtract(lost)
        del self._closings[:-_MOST]

    def alike(self, goal: Goal, limit: int = 6) -> list[Alike]:
        """Closings of goals with the same rare symbols, the most alike first; the newer first among equals."""
        wanted = frozenset(symbols(goal.target, tuple(h.name for h in goal.hypotheses)))
        scored: list[tuple[float, int]] = []
        for number, (closing, found) in enumerate(self._closings):
            likeness = 1.0 if closing.goal_key == goal.key else self._likeness(wanted, found)
            if likeness >= _LEAST_ALIKE:
                scored.append((likeness, number))
        scored.sort(key=lambda pair: (-pair[0], -pair[1]))
        best: dict[tuple[str, str], Alike] = {}
        for likeness, number in scored:
            closing = self._closings[number][0]
            best.setdefault((closing.target, closing.tactic), Alike(closing, likeness))
            if len(best) >= limit:
                break
        return list(best.values())

    def _likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weight of the common symbols in that of all, each by its rarity."""
        if not one or not other:
            return 0.0
        return self._weight(one & other) / self._weight(one | other)

    def _weight(self, found: Iterable[str]) -> float:
        count = len(self._closings) + 1
        return sum(math.log(1 + count / (1 + self._often[symbol])) for symbol in sorted(found))


def rows_of(closed: Sequence[tuple[Goal, str]]) -> list[tuple[str, str, str, str]]:
    """Goal key, target, names of hypotheses and tactic, as the store keeps them."""
    return [(goal.key, goal.target, " ".join(h.name for h in goal.hypotheses), tactic) for goal, tactic in closed]

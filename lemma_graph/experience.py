"""What closed goals before: each with its tactic, found again for goals that look alike.

The same store gives the same answer; nothing here is believed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lemma_graph.store import Store
from lemma_graph.symbols import symbols
from prover_bridge.protocol import Goal

_MOST_WITH_A_SYMBOL = 60
_MOST_LOOKED_AT = 240
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
        self._closings: list[Closing] = []
        self._symbols: list[frozenset[str]] = []
        self._postings: dict[str, list[int]] = {}
        self._same: dict[str, list[int]] = {}  # goal key → numbers
        self._weights: dict[str, float] = {}

    def refresh(self) -> None:
        """Read what is new in the store."""
        rows = self._store.closings(self._environment, self._seen)
        for row in rows:
            self._seen = row["id"]
            names = tuple(row["names"].split())
            number, found = len(self._closings), frozenset(symbols(row["goal"], names))
            self._closings.append(Closing(row["goal_key"], row["goal"], names, row["tactic"]))
            self._symbols.append(found)
            self._same.setdefault(row["goal_key"], []).append(number)
            for symbol in found:
                self._postings.setdefault(symbol, []).append(number)
        if rows:
            self._weights.clear()

    def alike(self, goal: Goal, limit: int = 6) -> list[Alike]:
        """Closings of goals with the same rare symbols, the most alike first; the newer first among equals."""
        wanted = frozenset(symbols(goal.target, tuple(h.name for h in goal.hypotheses)))
        same = set(self._same.get(goal.key, ()))
        scored = [(1.0 if n in same else self._likeness(wanted, self._symbols[n]), n) for n in self._near(wanted, same)]
        best: dict[tuple[str, str], Alike] = {}
        for likeness, number in sorted(scored, key=lambda pair: (-pair[0], -pair[1])):
            if likeness < _LEAST_ALIKE or len(best) >= limit:
                break
            closing = self._closings[number]
            best.setdefault((closing.target, closing.tactic), Alike(closing, likeness))
        return list(best.values())

    def _near(self, wanted: frozenset[str], same: set[int]) -> set[int]:
        """Numbers of closings that are worth a look: the newest with each symbol, rare symbols first."""
        near = set(same)
        for symbol in sorted(wanted, key=lambda symbol: (len(self._postings.get(symbol, ())), symbol)):
            near.update(self._postings.get(symbol, ())[-_MOST_WITH_A_SYMBOL:])
            if len(near) >= _MOST_LOOKED_AT:
                break
        return near

    def _likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Weight of the common symbols in that of all, each by its rarity."""
        return self._weight(one & other) / self._weight(one | other) if one and other else 0.0

    def _weight(self, found: Iterable[str]) -> float:
        # In one order, so that sums do not differ in their last digit from run to run.
        return sum(self._rarity(symbol) for symbol in sorted(found))

    def _rarity(self, symbol: str) -> float:
        weight = self._weights.get(symbol)
        if weight is None:
            count = len(self._closings) + 1
            weight = math.log(1 + count / (1 + len(self._postings.get(symbol, ()))))
            self._weights[symbol] = weight
        return weight


def rows_of(closed: Sequence[tuple[Goal, str]]) -> list[tuple[str, str, str, str]]:
    """Goal key, target, names of hypotheses and tactic, as the store keeps them."""
    return [(goal.key, goal.target, " ".join(h.name for h in goal.hypotheses), tactic) for goal, tactic in closed]

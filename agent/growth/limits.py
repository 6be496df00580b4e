"""What a run may spend, and what one search of it gets."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from agent.budget import Budget
from agent.growth.records import Spent


@dataclass(frozen=True)
class Effort:
    """The budget of one search."""

    lean_calls: int
    seconds: float
    model_calls: int


# Most of what can be proved is proved with few calls, once the lemmas that it needs are there. Lean calls are what
# counts; the seconds are for a machine that is busy with other things.
EFFORTS = (Effort(40, 60.0, 1), Effort(120, 120.0, 2), Effort(350, 240.0, 6), Effort(1000, 600.0, 12))


LEAST_CALLS = 12  # with fewer Lean calls than this no search is begun


@dataclass(frozen=True)
class GrowthLimits:
    """Of one run; None: no limit. seconds: wall time. cost: of model calls, in the currency of the price table."""

    seconds: float | None = None
    lean_calls: int | None = None
    model_calls: int | None = None
    cost: float | None = None


class Purse:
    """What a run may still spend, shared by the searches that run at one time: what one of them holds, no other gets.

    spent: by the run until now, without the searches that hold something; begun: as `time.monotonic` told it; lanes:
    searches that may run at one time.
    """

    def __init__(self, limits: GrowthLimits, spent: Callable[[], Spent], begun: float, lanes: int) -> None:
        self._limits, self._spent, self._begun, self._lanes = limits, spent, begun, lanes
        self._held: list[Budget] = []

    @property
    def is_empty(self) -> bool:
        """Whether what the searches under way do not hold is not enough for another one."""
        calls, seconds, cost = self._calls(), self._seconds(), self._cost()
        return (
            (calls is not None and calls < LEAST_CALLS)
            or (seconds is not None and seconds <= 0)
            or (cost is not None and cost <= 0)
        )

    def take(self, effort: Effort) -> Budget:
        """A budget of at most this size; it is held until it is given back."""
        calls, seconds, models, cost = self._calls(), self._seconds(), self._models(), self._cost()
        budget = Budget(
            effort.seconds if seconds is None else min(effort.seconds, max(0.5, seconds)),
            effort.lean_calls if calls is None else max(1, min(effort.lean_calls, calls)),
            effort.model_calls if models is None else max(0, min(effort.model_calls, models)),
            None,
            None if cost is None else cost / self._lanes,
        )
        self._held.append(budget)
        return budget

    def give_back(self, budget: Budget) -> None:
        self._held = [each for each in self._held if each is not budget]

    def _calls(self) -> int | None:
        if self._limits.lean_calls is None:
            return None
        return self._limits.lean_calls - self._spent().lean_calls - sum(b.max_lean_calls or 0 for b in self._held)

    def _models(self) -> int | None:
        if self._limits.model_calls is None:
            return None
        return self._limits.model_calls - self._spent().model_calls - sum(b.max_model_calls or 0 for b in self._held)

    def _cost(self) -> float | None:
        if self._limits.cost is None:
            return None
        return max(0.0, self._limits.cost - self._spent().cost - sum(b.max_cost or 0.0 for b in self._held))

    def _seconds(self) -> float | None:
        if self._limits.seconds is None:
            return None
        return self._limits.seconds - (time.monotonic() - self._begun)

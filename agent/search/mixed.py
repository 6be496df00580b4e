"""Several strategies under one budget: a bandit gives out slices of Lean calls, and learns which one proves things.

Thompson sampling (Thompson 1933) with a Beta distribution for each strategy: that a slice ends with a proof. What was
learned stays for the next theorems of a run. Strategies share all that was tried, so the overlap between them is free.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from agent.search.values import SearchResult, Strategy
from agent.search.workbench import Turn, Workbench

SLICE = 24


@dataclass
class Posterior:
    """won, lost: slices with a proof and without, begun with one of each; a part of a slice counts in part."""

    won: float = 1.0
    lost: float = 1.0


class Bandit:
    """Chooses among strategies by name. Deterministic for a seed and the outcomes so far."""

    def __init__(self, seed: int = 0) -> None:
        self.posteriors: dict[str, Posterior] = {}
        self.seed = seed
        self._choices = 0

    def choose(self, names: list[str]) -> str:
        """The strategy whose next slice seems to promise most."""
        drawn = []
        self._choices += 1
        chance = random.Random(f"{self.seed} {self._choices}")
        for name in names:
            known = self.posteriors.setdefault(name, Posterior())
            drawn.append((chance.betavariate(known.won, known.lost), name))
        return max(drawn, key=lambda pair: pair[0])[1]

    def learn(self, name: str, part: float, proved: bool) -> None:
        """part: how much of a slice was used."""
        known = self.posteriors.setdefault(name, Posterior())
        if proved:
            known.won += 1
        else:
            known.lost += part

    def to_json(self) -> dict[str, Any]:
        """All that it has learned, for `restore`."""
        return {
            "choices": self._choices,
            "posteriors": {name: [known.won, known.lost] for name, known in self.posteriors.items()},
        }

    def restore(self, value: dict[str, Any]) -> None:
        """Go on where another one stood when it gave this value."""
        self._choices = int(value["choices"])
        self.posteriors = {name: Posterior(*map(float, counts)) for name, counts in value["posteriors"].items()}


@dataclass
class _Arm:
    """A strategy at work. left: Lean calls of its slice; waiting: requests for a turn; flying: attempts under way."""

    name: str
    workbench: Workbench | None = None
    task: asyncio.Task[SearchResult] | None = None
    left: int = 0
    used: int = 0
    waiting: list[tuple[int, asyncio.Future[None]]] = field(default_factory=list)
    flying: int = 0

    @property
    def alive(self) -> bool:
        return self.task is not None and not self.task.done()


class Mixed:
    """Runs strategies in turns. One has the turn at a time, until its slice is used up, it ends, or it waits for a
    model; then the bandit chooses among those that want one."""

    name = "mixed"

    def __init__(
        self, workbench: Workbench, bandit: Bandit, makers: Mapping[str, Callable[[Workbench], Strategy]]
    ) -> None:
        self.workbench = workbench
        self.bandit = bandit
        self.makers = makers
        self._arms: list[_Arm] = []
        self._active: _Arm | None = None
        self._changed = asyncio.Event()
        # A strategy that neither wants a turn nor has one thinks; only with a model does that take long.
        self._patient = workbench.task.model is None and not any(p.uses_model for p in workbench.task.proposers)

    async def run(self) -> SearchResult:
        """Give turns until one strategy has a proof, or all have ended."""
        for name, make in self.makers.items():
            arm = _Arm(name)
            self._arms.append(arm)
            arm.workbench = self.workbench.taking_turns(self._turn_of(arm))
            strategy: Strategy = make(arm.workbench)
            arm.task = asyncio.create_task(strategy.run())
            arm.task.add_done_callback(lambda _: self._changed.set())
        try:
            while True:
                for arm in self._arms:
                    if arm.task is not None and arm.task.done() and arm.task.result().status == "proved":
                        return self._ended(arm.task.result())
                if not any(arm.alive for arm in self._arms):
                    return self._ended(None)
                self._give_turns()
                await self._changed.wait()
                self._changed.clear()
        finally:
            for arm in self._arms:
                if arm.task is not None:
                    arm.task.cancel()
            await asyncio.gather(*(arm.task for arm in self._arms if arm.task is not None), return_exceptions=True)

    def _ended(self, proof: SearchResult | None) -> SearchResult:
        benches = [arm.workbench for arm in self._arms if arm.workbench is not None]
        self.workbench.expanded = sum(bench.expanded for bench in benches)
        self.workbench.unasked = next((bench.unasked for bench in benches if bench.unasked), None)
        self._settle(proof is not None)
        if proof is not None:
            return self.workbench.proved(proof.steps, f"{self.name}: {proof.strategy}")
        results = [arm.task.result() for arm in self._arms if arm.task is not None]
        return self.workbench.unproved(self.name, waiting=any(r.status == "undecided" for r in results))

    def _turn_of(self, arm: _Arm) -> Turn:
        @asynccontextmanager
        async def turn(calls: int) -> AsyncIterator[None]:
            if not (self._active is arm and arm.left > 0 and not arm.waiting):
                granted = asyncio.get_running_loop().create_future()
                arm.waiting.append((calls, granted))
                self._changed.set()
                try:
                    await granted
                except asyncio.CancelledError:
                    arm.waiting = [each for each in arm.waiting if each[1] is not granted]
                    raise
            else:
                self._count(arm, calls)
            try:
                yield
            finally:
                arm.flying -= 1
                self._changed.set()

        return turn

    def _count(self, arm: _Arm, calls: int) -> None:
        arm.left -= calls
        arm.used += calls
        arm.flying += 1

    def _give_turns(self) -> None:
        """Let the active strategy go on, or choose another one."""
        active = self._active
        if active is not None:
            over = not active.alive or active.left <= 0
            others = any(arm.waiting for arm in self._arms if arm is not active)
            thinks = not active.waiting and not active.flying and not self._patient and others
            if thinks or (over and not active.flying):
                self._settle(False)
            elif over:
                return
        if self._active is None:
            wanting = [arm for arm in self._arms if arm.waiting]
            thinking = [arm for arm in self._arms if arm.alive and not arm.waiting and not arm.flying]
            if not wanting or (thinking and self._patient):
                return
            name = self.bandit.choose([arm.name for arm in wanting])
            self._active = next(arm for arm in wanting if arm.name == name)
            self._active.left, self._active.used = SLICE, 0
        active = self._active
        while active.waiting and active.left > 0:
            calls, granted = active.waiting.pop(0)
            if not granted.done():
                self._count(active, calls)
                granted.set_result(None)

    def _settle(self, proved: bool) -> None:
        """End the active turn, and learn from it."""
        if self._active is not None:
            self.bandit.learn(self._active.name, min(1.0, self._active.used / SLICE), proved)
            self._active = None

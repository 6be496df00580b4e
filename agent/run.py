"""What the theorems of a run share: the limits of each, the options, and the one session that is open."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self

from agent.budget import Budget
from agent.memory import Memory
from agent.models.asking import Model
from agent.proposers import Proposer
from agent.report import FileReport
from agent.search import BestFirst, MakeStrategy, Snapshot
from agent.turns import Free, Turns, TurnSession
from prover_bridge.backend import ChosenWorker
from prover_bridge.environment import Environment
from prover_bridge.launcher import Toolchain
from prover_bridge.pool import MakeWorker, SessionPool
from prover_bridge.protocol import Session, TryLimits

# Proposers for one theorem, whose model calls its budget counts.
MakeProposers = Callable[[Budget], Sequence[Proposer]]


@dataclass(frozen=True)
class Limits:
    """The budget of one theorem: wall seconds, Lean calls, model calls, tokens, cost, heartbeats (thousands; None: no
    limit); and the limits of one tactic."""

    seconds: float = 60.0
    lean_calls: int = 1000
    model_calls: int = 100
    tokens: int | None = None
    cost: float | None = None
    heartbeats: int | None = None
    tactic: TryLimits = field(default_factory=lambda: TryLimits(seconds=5.0))

    def budget(self, clock: Callable[[], float] = time.monotonic) -> Budget:
        """A fresh budget of these limits; its clock starts now."""
        return Budget(
            self.seconds,
            self.lean_calls,
            self.model_calls,
            self.tokens,
            self.cost,
            self.heartbeats,
            clock=clock,
        )


@dataclass(frozen=True)
class Progress:
    """For a live line: which theorem, where its search stands (None before it starts), what the model has cost.

    seconds_left: of the theorem's budget, None without limit.
    """

    file: str
    theorem: str
    snapshot: Snapshot | None
    tokens: int = 0
    cost: float = 0.0
    seconds_left: float | None = None


class Run:
    """What all theorems of a run share: its options, its memory, its session. An asynchronous context manager.

    stopped: called with what was found in a file so far where it is cancelled or a UserError ends it.
    model: for the budget of a theorem, to strategies that ask it for more than tactics.
    turns: under which calls to Lean and to models end, so that a run can be recorded and replayed.
    """

    def __init__(
        self,
        toolchain: Toolchain,
        proposers: MakeProposers,
        *,
        memory: Memory | None = None,
        limits: Limits | None = None,
        seed: int = 0,
        workers: int = 1,
        make_worker: MakeWorker = ChosenWorker,
        strategy: MakeStrategy = BestFirst,
        progress: Callable[[Progress], None] | None = None,
        stopped: Callable[[FileReport, str], None] | None = None,
        turns: Turns | None = None,
        model: Callable[[Budget], Model | None] | None = None,
    ) -> None:
        self.toolchain = toolchain
        self.proposers = proposers
        self.memory = memory
        self.limits = limits or Limits()
        self.seed = seed
        self.workers = workers
        self.make_worker = make_worker
        self.strategy = strategy
        self.progress = progress
        self.stopped = stopped
        self.turns = turns or Free()
        self.model = model
        self._session: tuple[Environment, SessionPool] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def beside(self) -> Run:
        """A run of the same options with Lean processes of its own, which its user closes."""
        other = copy.copy(self)
        other._session = None
        return other

    async def close(self) -> None:
        """End every Lean process of this run."""
        if self._session is not None:
            session, self._session = self._session[1], None
            await session.close()

    async def session(self, environment: Environment, budget: Budget | None = None) -> Session:
        """The session of an environment; one at a time is kept open. budget: whose seconds bound its calls."""
        if self._session is None or self._session[0] != environment:
            await self.close()
            pool = SessionPool(environment, workers=self.workers, make_worker=self.make_worker)
            self._session = (environment, pool)
        pool = self._session[1]
        return TurnSession(pool, self.turns) if budget is None else TurnSession(pool, self.turns, budget.seconds_left)

    @property
    def open_session(self) -> Session | None:
        """The session that is open, if one is."""
        return None if self._session is None else self._session[1]

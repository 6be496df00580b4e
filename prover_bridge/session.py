"""The session that searches use: it names states and remembers how each was reached; workers try the tactics."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from prover_bridge.protocol import Attempt, Hole, Outcome, SessionStats, State, TryLimits
from prover_bridge.worker import Position, Reply, Worker


class WorkerSession:
    """Implements `protocol.Session` over one worker or several.

    Each call of `attempt` goes to a free worker; where several are free, its tactics are dealt out among them.
    A worker knows nothing of states: a state's steps are replayed wherever it is taken up.
    """

    def __init__(self, workers: Sequence[Worker]) -> None:
        if not workers:
            raise ValueError("a session needs a worker")
        self._workers = tuple(workers)
        self._free: asyncio.Queue[Worker] = asyncio.Queue()
        for worker in self._workers:
            self._free.put_nowait(worker)
        self._positions: dict[str, Position] = {}
        self._ids = itertools.count()
        self._stats = SessionStats()
        self._closed = False

    async def open(self, context: str, holes: Sequence[Hole]) -> list[State]:
        started = time.monotonic()
        worker = await self._free.get()
        try:
            found = await worker.open(context, holes)
        finally:
            self._free.put_nowait(worker)
            self._stats.lean_seconds += time.monotonic() - started
        return [self._keep(Position(context, hole, (), goals)) for hole, goals in zip(holes, found, strict=True)]

    async def attempt(self, state: State, tactics: Sequence[str], limits: TryLimits | None = None) -> list[Attempt]:
        position = self._positions[state.id]
        limits = limits or TryLimits()
        parts = await self._deal(position, list(tactics), limits)
        return [self._attempt(position, t, r) for t, r in zip(tactics, parts, strict=True)]

    def script(self, state: State) -> tuple[str, ...]:
        return self._positions[state.id].steps

    def drop(self, state: State) -> None:
        self._positions.pop(state.id, None)

    def stats(self) -> SessionStats:
        self._stats.restarts = sum(worker.restarts for worker in self._workers)
        return self._stats

    async def close(self) -> None:
        self._closed = True
        await asyncio.gather(*(worker.close() for worker in self._workers))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _deal(self, position: Position, tactics: list[str], limits: TryLimits) -> list[Reply]:
        """Replies in the order of `tactics`, which are shared out among the workers that are free now."""
        workers = [await self._free.get()]
        while len(workers) < len(tactics) and not self._free.empty():
            workers.append(self._free.get_nowait())
        shares = [range(i, len(tactics), len(workers)) for i in range(len(workers))]

        async def work(worker: Worker, share: range) -> list[Reply]:
            started = time.monotonic()
            try:
                return await worker.attempt(position, [tactics[i] for i in share], limits)
            finally:
                self._free.put_nowait(worker)
                self._stats.lean_seconds += time.monotonic() - started

        tasks = [asyncio.ensure_future(work(w, s)) for w, s in zip(workers, shares, strict=True)]
        try:
            found = await asyncio.gather(*tasks)
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise
        replies: list[Reply | None] = [None] * len(tactics)
        for share, part in zip(shares, found, strict=True):
            for i, reply in zip(share, part, strict=True):
                replies[i] = reply
        return [reply for reply in replies if reply is not None]

    def _attempt(self, position: Position, tactic: str, reply: Reply) -> Attempt:
        self._stats.attempts += 1
        self._stats.by_outcome[reply.outcome] = self._stats.by_outcome.get(reply.outcome, 0) + 1
        state = None
        if reply.outcome is Outcome.OPEN:
            steps = (*position.steps, tactic)
            state = self._keep(Position(position.context, position.hole, steps, reply.goals))
        return Attempt(tactic, reply.outcome, reply.seconds, state, reply.message)

    def _keep(self, position: Position) -> State:
        state = State(f"state{next(self._ids)}", position.goals)
        self._positions[state.id] = position
        return state

"""The session that searches use: it names states and remembers how each was reached; workers try the tactics."""

from __future__ import annotations

import asyncio
import itertools
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any, Self

from prover_bridge.protocol import Attempt, Hole, Outcome, SessionStats, State, TryLimits
from prover_bridge.worker import Position, Reply, Worker

_LOOK_AHEAD = 64  # waiting calls among which a free worker chooses


class _Call:
    """Work that waits for a worker, as a whole or in shares. size: how many pieces it has; given: how many are out.

    shares, tasks: what was given to workers so far. running: shares that are not done. ended: set when all of it is
    done, or a share failed.
    """

    def __init__(
        self, work: Callable[[Worker, range], Awaitable[Any]], size: int, position: Position | None = None
    ) -> None:
        self.work = work
        self.size = size
        self.position = position
        self.given = 0
        self.shares: list[range] = []
        self.tasks: list[asyncio.Task[Any]] = []
        self.running = 0
        self.ended = asyncio.Event()

    def give_up(self) -> None:
        """The rest is not wanted any more: a share failed."""
        self.given = self.size
        self.ended.set()


class WorkerSession:
    """Implements `protocol.Session` over one worker or several.

    A call of `attempt` waits until a worker is free; a worker that becomes free takes the call for which it has
    most done already, so that none is idle while a state waits. Where workers outnumber the calls, they share the
    tactics of one. A worker knows nothing of states: a state's steps are replayed wherever it is taken up.
    """

    def __init__(self, workers: Sequence[Worker]) -> None:
        if not workers:
            raise ValueError("a session needs a worker")
        self._workers = tuple(workers)
        self._free = list(workers)
        self._waiting: list[_Call] = []
        self._positions: dict[str, Position] = {}
        self._ids = itertools.count()
        self._stats = SessionStats()

    async def open(self, context: str, holes: Sequence[Hole]) -> list[State]:
        call = _Call(lambda worker, _: worker.open(context, holes), 1)
        [found] = await self._done(call)
        return [self._keep(Position(context, hole, (), goals)) for hole, goals in zip(holes, found, strict=True)]

    async def attempt(self, state: State, tactics: Sequence[str], limits: TryLimits | None = None) -> list[Attempt]:
        position = self._positions[state.id]
        within = limits or TryLimits()
        call = _Call(
            lambda worker, share: worker.attempt(position, [tactics[i] for i in share], within), len(tactics), position
        )
        replies: dict[int, Reply] = {}
        for share, part in zip(call.shares, await self._done(call), strict=True):
            replies |= zip(share, part, strict=True)
        return [self._attempt(position, tactic, replies[i]) for i, tactic in enumerate(tactics)]

    def script(self, state: State) -> tuple[str, ...]:
        return self._positions[state.id].steps

    def drop(self, state: State) -> None:
        position = self._positions.pop(state.id, None)
        if position is not None:
            for worker in self._workers:
                worker.forget(position)

    def stats(self) -> SessionStats:
        self._stats.restarts = sum(worker.restarts for worker in self._workers)
        usage = [worker.usage() for worker in self._workers]
        self._stats.memory_mb = tuple(each.memory_mb for each in usage)
        self._stats.states = tuple(each.states for each in usage)
        return self._stats

    async def close(self) -> None:
        await asyncio.gather(*(worker.close() for worker in self._workers))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _done(self, call: _Call) -> list[Any]:
        """What the workers found, in the order of `call.shares`."""
        if call.size == 0:
            return []
        self._waiting.append(call)
        self._hand_out()
        try:
            await call.ended.wait()
            return [task.result() for task in call.tasks]
        finally:
            if call in self._waiting:
                self._waiting.remove(call)
            for task in call.tasks:
                task.cancel()
            await asyncio.gather(*call.tasks, return_exceptions=True)

    def _hand_out(self) -> None:
        """Give free workers something to do, as long as both are there."""
        while self._free and self._waiting:
            worker, call = max(
                ((worker, call) for worker in self._free for call in self._waiting[:_LOOK_AHEAD]),
                key=lambda pair: pair[0].depth(pair[1].position) if pair[1].position else math.inf,
            )
            left = call.size - call.given
            sharing = 1 + (len(self._free) - 1) // len(self._waiting)
            share = range(call.given, call.given + math.ceil(left / sharing))
            call.given = share.stop
            if call.given >= call.size:
                self._waiting.remove(call)
            self._free.remove(worker)
            self._start(worker, call, share)

    def _start(self, worker: Worker, call: _Call, share: range) -> None:
        started = time.monotonic()

        # As a callback, since a task that is cancelled before its first step runs no `finally`.
        def ended(task: asyncio.Task[Any]) -> None:
            self._stats.lean_seconds += time.monotonic() - started
            self._free.append(worker)
            call.running -= 1
            if task.cancelled() or task.exception() is not None:
                call.give_up()
                if call in self._waiting:
                    self._waiting.remove(call)
            if call.given >= call.size and call.running == 0:
                call.ended.set()
            self._hand_out()

        task = asyncio.ensure_future(call.work(worker, share))
        task.add_done_callback(ended)
        call.running += 1
        call.shares.append(share)
        call.tasks.append(task)

    def _attempt(self, position: Position, tactic: str, reply: Reply) -> Attempt:
        self._stats.attempts += 1
        self._stats.tactic_seconds += reply.seconds
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

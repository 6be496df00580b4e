"""The session that searches use: it names states and remembers how each was reached; workers try the tactics."""

from __future__ import annotations

import asyncio
import functools
import itertools
import math
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from prover_bridge.protocol import Attempt, Hole, Outcome, SessionStats, State, TryLimits
from prover_bridge.worker import Position, Reply, Worker

_LOOK_AHEAD = 64  # waiting calls among which a free worker chooses
_MOST_OVERTAKEN = 200  # calls that may be handed out before an older one
_PATIENCE = 0.03  # seconds that a call waits behind another in a worker while some worker has nothing to do


class _Call:
    """Work that waits for a worker, as a whole or in shares. size: how many pieces it has; given: how many are out.

    arrived: how much had been handed out when it came. shares: what was given to workers so far.
    ended: set when all of it is done, or a share failed.
    """

    def __init__(
        self, work: Callable[[Worker, range], Awaitable[Any]], size: int, position: Position | None = None
    ) -> None:
        self.work = work
        self.size = size
        self.position = position
        self.given = 0
        self.arrived = 0
        self.shares: list[_Share] = []
        self.ended = asyncio.Event()

    @property
    def done(self) -> bool:
        return self.given >= self.size and all(share.result is not None for share in self.shares)

    def give_up(self) -> None:
        """The rest is not wanted any more: a share failed."""
        self.given = self.size
        self.ended.set()


class _Share:
    """A part of a call, with a worker, or with a second one where the first cannot come to it.

    result: the first task that ended well, or the last that failed.
    """

    def __init__(self, call: _Call, pieces: range) -> None:
        self.call = call
        self.pieces = pieces
        self.tasks: list[asyncio.Task[Any]] = []
        self.result: asyncio.Task[Any] | None = None


class _Desk:
    """A worker and the shares that it was given, in order; it is at work on the first."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.shares: list[_Share] = []

    @property
    def tactics(self) -> int:
        return sum(len(share.pieces) for share in self.shares)


class WorkerSession:
    """Implements `protocol.Session` over one worker or several.

    A call of `attempt` waits until a worker is free; a worker that becomes free takes the call for which it has
    most done already, so that none is idle while a state waits. Where workers outnumber the calls, they share the
    tactics of one; where calls outnumber the workers, each is given what it will do next before it is done with the
    first, and another worker takes that over if it waits for long. A worker knows nothing of states: a state's steps
    are replayed wherever it is taken up; a hole is opened at once by all that are idle then.
    """

    def __init__(self, workers: Sequence[Worker]) -> None:
        if not workers:
            raise ValueError("a session needs a worker")
        self._workers = tuple(workers)
        self._desks = [_Desk(worker) for worker in workers]
        self._waiting: list[_Call] = []
        self._handed = 0
        self._positions: dict[str, Position] = {}
        self._ids = itertools.count()
        self._stats = SessionStats()
        self._roots: set[tuple[str, Hole]] = set()
        self._beside: set[asyncio.Task[Any]] = set()  # what nobody waits for

    async def open(self, context: str, holes: Sequence[Hole]) -> list[State]:
        call = _Call(lambda worker, _: worker.open(context, holes), 1)
        roots = {(context, hole) for hole in holes}
        self._roots |= roots
        try:
            [found] = await self._done(call, lambda: self._open_elsewhere(context, holes))
        except BaseException:
            self._roots -= roots
            raise
        return [self._keep(Position(context, hole, (), goals)) for hole, goals in zip(holes, found, strict=True)]

    def _open_elsewhere(self, context: str, holes: Sequence[Hole]) -> None:
        """Workers that have nothing to do open the holes, too, so that they are ready when there is something."""
        for desk in self._desks:
            if not desk.shares and not self._waiting:
                call = _Call(functools.partial(self._also_open, context, holes), 1)
                task = self._start(desk, _Share(call, range(1)))
                self._beside.add(task)
                task.add_done_callback(self._beside.discard)

    async def _also_open(self, context: str, holes: Sequence[Hole], worker: Worker, _: range) -> None:
        for hole in holes:
            await worker.open(context, [hole])
            if (context, hole) not in self._roots:  # dropped meanwhile
                worker.forget(Position(context, hole, (), ()))
                return

    async def attempt(self, state: State, tactics: Sequence[str], limits: TryLimits | None = None) -> list[Attempt]:
        position = self._positions[state.id]
        within = limits or TryLimits()
        call = _Call(
            lambda worker, share: worker.attempt(position, [tactics[i] for i in share], within), len(tactics), position
        )
        replies: dict[int, Reply] = {}
        try:
            parts = await self._done(call)
        except asyncio.CancelledError:  # nobody will name the states of the parts that were done
            named = {(other.context, other.hole, other.steps) for other in self._positions.values()}
            for tactic in tactics:
                after = replace(position, steps=(*position.steps, tactic))
                if (after.context, after.hole, after.steps) not in named:
                    self._forget(after)
            raise
        for part, share in zip(parts, call.shares, strict=True):
            replies |= zip(share.pieces, part, strict=True)
        return [self._attempt(position, tactic, replies[i]) for i, tactic in enumerate(tactics)]

    def script(self, state: State) -> tuple[str, ...]:
        return self._positions[state.id].steps

    def drop(self, state: State) -> None:
        position = self._positions.pop(state.id, None)
        if position is not None:
            if not position.steps:
                self._roots.discard((position.context, position.hole))
            self._forget(position)

    def _forget(self, position: Position) -> None:
        for worker in self._workers:
            worker.forget(position)

    def stats(self) -> SessionStats:
        self._stats.restarts = sum(worker.restarts for worker in self._workers)
        usage = [worker.usage() for worker in self._workers]
        self._stats.memory_mb = tuple(each.memory_mb for each in usage)
        self._stats.states = tuple(each.states for each in usage)
        return self._stats

    async def close(self) -> None:
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)
        await asyncio.gather(*(worker.close() for worker in self._workers))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def _done(self, call: _Call, begun: Callable[[], None] | None = None) -> list[Any]:
        """What the workers found, in the order of `call.shares`. begun: called when it was given to those at hand."""
        if call.size == 0:
            return []
        call.arrived = self._handed
        self._waiting.append(call)
        self._hand_out()
        if begun is not None:
            begun()
        try:
            await call.ended.wait()
            return [share.result.result() for share in call.shares if share.result is not None]
        finally:
            if call in self._waiting:
                self._waiting.remove(call)
            tasks = [task for share in call.shares for task in share.tasks if not task.done()]
            for task in tasks:
                task.cancel()
            if tasks:
                await asyncio.gather(*tasks, return_exceptions=True)

    def _hand_out(self) -> None:
        """Give workers something to do, those first that have nothing."""
        while self._waiting and (choice := self._choice()) is not None:
            desk, call, pieces = choice
            self._handed += 1
            call.given = pieces.stop
            if call.given >= call.size:
                self._waiting.remove(call)
            share = _Share(call, pieces)
            call.shares.append(share)
            self._start(desk, share)
        if any(not desk.shares for desk in self._desks) and any(len(desk.shares) > 1 for desk in self._desks):
            asyncio.get_running_loop().call_later(_PATIENCE, self._take_over)

    def _choice(self) -> tuple[_Desk, _Call, range] | None:
        """Who is to do what next, if anybody can."""
        # A call that nobody has prepared may not wait for ever because others are easier to do.
        overtaken = self._handed - self._waiting[0].arrived > _MOST_OVERTAKEN
        calls = self._waiting[: 1 if overtaken else _LOOK_AHEAD]
        if free := [desk for desk in self._desks if not desk.shares]:
            desk, call = max(
                ((desk, call) for desk in free for call in calls),
                key=lambda pair: pair[0].worker.depth(pair[1].position) if pair[1].position else math.inf,
            )
            sharing = 1 + (len(free) - 1) // len(self._waiting)
            return desk, call, range(call.given, call.given + math.ceil((call.size - call.given) / sharing))
        for desk in sorted(self._desks, key=lambda desk: desk.tactics):
            if desk.tactics < desk.worker.room:
                for call in calls:
                    if _at_hand(desk.worker, call):
                        return desk, call, range(call.given, call.size)
        return None

    def _take_over(self) -> None:
        """Idle workers also do what others were given but have not come to; who ends first counts."""
        if self._waiting:
            return
        behind = [share for desk in self._desks for share in desk.shares[1:] if len(share.tasks) == 1]
        for desk in self._desks:
            if not desk.shares and behind:
                self._start(desk, behind.pop(0))

    def _start(self, desk: _Desk, share: _Share) -> asyncio.Task[Any]:
        started = time.monotonic()
        call = share.call

        # As a callback, since a task that is cancelled before its first step runs no `finally`.
        def ended(task: asyncio.Task[Any]) -> None:
            self._stats.lean_seconds += time.monotonic() - started
            desk.shares.remove(share)
            failed = task.cancelled() or task.exception() is not None
            if share.result is None and not (failed and any(not other.done() for other in share.tasks)):
                share.result = task
                for other in share.tasks:
                    other.cancel()
                if failed:
                    call.give_up()
                    if call in self._waiting:
                        self._waiting.remove(call)
                elif call.done:
                    call.ended.set()
            self._hand_out()

        task = asyncio.ensure_future(call.work(desk.worker, share.pieces))
        task.add_done_callback(ended)
        share.tasks.append(task)
        desk.shares.append(share)
        return task

    def _attempt(self, position: Position, tactic: str, reply: Reply) -> Attempt:
        self._stats.attempts += 1
        self._stats.tactic_seconds += reply.seconds
        self._stats.running_seconds += reply.running
        self._stats.printing_seconds += reply.printing
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


def _at_hand(worker: Worker, call: _Call) -> bool:
    """Whether a worker holds the very state, so that the call need not be prepared."""
    return call.position is not None and worker.depth(call.position) == len(call.position.steps)

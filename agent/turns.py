"""The order in which things end, recorded and repeated, so that a run can be replayed exactly.

A search depends on which of several calls in flight (to Lean, to a model) ends first, and on the clock. Under
`Recorded` turns each call that ends waits for its turn: one is handed over, what follows from it starts, then the
next is handed over; and the clock stands still in between. `Replayed` turns hand over the same calls in the same
order at the same times. What runs in between must depend on nothing else.

A line of a recording: `{"turn": which call (numbered as they start), "what", "hash": of what was asked, "at": seconds
since the start, "kept": what the call says about itself}`. A call that was cancelled has no line.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Protocol, TypeVar

from agent.recording import Chat, ModelAnswer, ModelRequest, Recording, RecordingFile
from prover_bridge.errors import UserError
from prover_bridge.protocol import Attempt, Hole, Outcome, Session, SessionError, SessionStats, State, TryLimits

T = TypeVar("T")
Kept = dict[str, Any]

# Turns of the event loop after which nothing moves any more that does not wait for a call: far more than the longest
# chain of tasks that wait for one another.
_SETTLE = 40
# A tactic that ended in time when it was recorded may take this much longer on another machine.
_PATIENCE = 10.0
# Tactics have limits of their own, which end within what is left; this much later something else must be stuck.
_GRACE = 0.5


class Turns(Protocol):
    """Runs calls and says when."""

    def clock(self) -> float:
        """Seconds; for budgets."""
        ...

    async def run(
        self,
        what: str,
        asked: str,
        job: Callable[[Kept | None], Coroutine[Any, Any, T]],
        keep: Callable[[T], Kept] | None = None,
    ) -> T:
        """The result of a job. asked: its content; job: gets what was kept of it when it was recorded, else None."""
        ...

    async def tick(self, asked: str) -> None:
        """Set the clock before something begins."""
        ...


class Free:
    """Every call is handed over when it ends; the clock runs."""

    def clock(self) -> float:
        return time.monotonic()

    async def run(
        self,
        what: str,
        asked: str,
        job: Callable[[Kept | None], Coroutine[Any, Any, T]],
        keep: Callable[[T], Kept] | None = None,
    ) -> T:
        return await job(None)

    async def tick(self, asked: str) -> None:
        return None


class _OneByOne:
    """What recorded and replayed turns share: calls are numbered as they start, and one at a time is handed over."""

    def __init__(self) -> None:
        self._now = 0.0
        self._number = 0
        self._moved = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def clock(self) -> float:
        return self._now

    async def run(
        self,
        what: str,
        asked: str,
        job: Callable[[Kept | None], Coroutine[Any, Any, T]],
        keep: Callable[[T], Kept] | None = None,
    ) -> T:
        raise NotImplementedError

    async def tick(self, asked: str) -> None:
        await self.run("tick", asked, lambda _: _nothing())

    async def _deal(self) -> None:
        raise NotImplementedError

    def _start(self, job: Coroutine[Any, Any, T]) -> tuple[int, asyncio.Task[T]]:
        number, self._number = self._number, self._number + 1
        if self._task is None:
            self._task = asyncio.create_task(self._deal())
        return number, asyncio.create_task(job)

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task


class Recorded(_OneByOne):
    """Writes the order to a recording."""

    def __init__(self, file: RecordingFile) -> None:
        super().__init__()
        self.file = file
        self._begun = time.monotonic()
        self._ended: list[tuple[int, str, str, asyncio.Task[Any], asyncio.Future[Any], Any]] = []

    async def run(
        self,
        what: str,
        asked: str,
        job: Callable[[Kept | None], Coroutine[Any, Any, T]],
        keep: Callable[[T], Kept] | None = None,
    ) -> T:
        number, task = self._start(job(None))
        turn: asyncio.Future[T] = asyncio.get_running_loop().create_future()

        def ended(task: asyncio.Task[T]) -> None:
            if not turn.done():
                self._ended.append((number, what, _hash(what, asked), task, turn, keep))
                self._moved.set()

        task.add_done_callback(ended)
        try:
            return await turn
        finally:
            turn.cancel()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _deal(self) -> None:
        while True:
            await self._moved.wait()
            self._moved.clear()
            while self._ended:
                number, what, hash_, task, turn, keep = self._ended.pop(0)
                if turn.done():
                    continue
                self._now = round(time.monotonic() - self._begun, 6)
                kept = keep(task.result()) if keep and not task.cancelled() and task.exception() is None else {}
                self.file.write({"turn": number, "what": what, "hash": hash_, "at": self._now, "kept": kept})
                _hand_over(task, turn)
                await _settled()


class Replayed(_OneByOne):
    """Repeats the order of a recording.

    A call that was recorded otherwise, or not at all, ends in a UserError, since from there on nothing is the same.
    """

    def __init__(self, recording: Recording) -> None:
        super().__init__()
        self.path = recording.path
        self._turns = recording.turns
        self._by_number = {int(line["turn"]): line for line in recording.turns}
        self._waiting: dict[int, tuple[str, str, asyncio.Task[Any] | None, asyncio.Future[Any]]] = {}
        self._differs = False

    async def run(
        self,
        what: str,
        asked: str,
        job: Callable[[Kept | None], Coroutine[Any, Any, T]],
        keep: Callable[[T], Kept] | None = None,
    ) -> T:
        if self._differs:
            raise self._difference(what)
        line = self._by_number.get(self._number)
        task: asyncio.Task[T] | None = None
        # What was never handed over is not done either.
        alike = line is not None and line["hash"] == _hash(what, asked)
        number, started = self._start(job(line["kept"]) if alike and line is not None else _nothing())
        task = started if alike else None
        turn: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting[number] = (what, _hash(what, asked), task, turn)
        self._moved.set()
        try:
            return await turn
        finally:
            self._waiting.pop(number, None)
            turn.cancel()
            started.cancel()
            await asyncio.gather(started, return_exceptions=True)

    async def _deal(self) -> None:
        for line in [*self._turns, None]:
            number = None if line is None else int(line["turn"])
            while number not in self._waiting:
                await self._moved.wait()
                self._moved.clear()
                await _settled()
                if number not in self._waiting and self._waiting:
                    return self._differ()
            assert line is not None and number is not None
            _, hash_, task, turn = self._waiting[number]
            if task is None or hash_ != line["hash"]:
                return self._differ()
            await asyncio.wait([task])
            self._now = float(line["at"])
            if not turn.done():
                _hand_over(task, turn)
            await _settled()

    def _differ(self) -> None:
        self._differs = True
        for what, _, _, turn in self._waiting.values():
            if not turn.done():
                turn.set_exception(self._difference(what))

    def _difference(self, what: str) -> UserError:
        return UserError(
            f"This run goes another way than the recording {self.path} (at a call of kind {what!r}): replay it on the "
            "same file, with the same options and version, and the memory that it began with."
        )


async def _nothing() -> Any:
    return None


async def _settled() -> None:
    for _ in range(_SETTLE):
        await asyncio.sleep(0)


def _hand_over(task: asyncio.Task[Any], turn: asyncio.Future[Any]) -> None:
    if task.cancelled():
        turn.cancel()
    elif (error := task.exception()) is not None:
        turn.set_exception(error)
    else:
        turn.set_result(task.result())


def _hash(what: str, asked: str) -> str:
    return hashlib.sha256(f"{what}\n{asked}".encode()).hexdigest()[:24]


class TurnChat:
    """A chat whose answers come in turn."""

    def __init__(self, chat: Chat, turns: Turns) -> None:
        self.chat = chat
        self.turns = turns

    async def complete(self, request: ModelRequest, seconds: float) -> ModelAnswer:
        return await self.turns.run("model", request.key, lambda _: self.chat.complete(request, seconds))


def patient(seconds: float) -> float:
    """A limit for a call of a replay, which must not stop what ended in time when it was recorded."""
    return seconds * _PATIENCE + 10


class TurnSession:
    """A session whose calls end in turn. Closing it is left to who made the session inside."""

    def __init__(self, session: Session, turns: Turns, left: Callable[[], float | None] = lambda: None) -> None:
        """left: seconds that a call may take when it starts, everything included, such as the start of Lean or the
        way back to a state after a crash; None: no limit."""
        self.session = session
        self.turns = turns
        self.left = left

    async def open(self, context: str, holes: Sequence[Hole]) -> list[State]:
        """Raises SessionError also where no time is left."""
        asked, left = "\0".join([context, *(f"{hole.before}\0{hole.after}" for hole in holes)]), self.left()

        async def job(kept: Kept | None) -> list[State] | None:
            if kept is not None and kept.get("late"):
                return None
            try:
                async with asyncio.timeout(left if kept is None else None):
                    return await self.session.open(context, holes)
            except TimeoutError:
                return None

        found = await self.turns.run("open", asked, job, lambda found: {"late": True} if found is None else {})
        if found is None:
            raise SessionError("the theorem could not be opened in the seconds that were left")
        return found

    async def attempt(self, state: State, tactics: Sequence[str], limits: TryLimits | None = None) -> list[Attempt]:
        asked, left = json.dumps([list(self.session.script(state)), list(tactics)], ensure_ascii=False), self.left()

        async def job(kept: Kept | None) -> list[Attempt]:
            if kept is not None:
                return await self._again(state, list(tactics), limits or TryLimits(), kept)
            begun = time.monotonic()
            try:
                async with asyncio.timeout(None if left is None else left + _GRACE):
                    return await self.session.attempt(state, tactics, limits)
            except TimeoutError:
                late = "no answer in the seconds that were left", (time.monotonic() - begun) / len(tactics)
                return [Attempt(tactic, Outcome.TIMEOUT, late[1], None, late[0]) for tactic in tactics]

        return await self.turns.run("attempt", asked, job, _kept_of)

    async def _again(self, state: State, tactics: list[str], limits: TryLimits, kept: Kept) -> list[Attempt]:
        """The attempts with the times that were recorded. One that was stopped then is stopped now, untried."""
        stopped = {int(i): (Outcome(outcome), message) for i, outcome, message in kept["stopped"]}
        tried = [i for i in range(len(tactics)) if i not in stopped]
        at_ease = TryLimits(patient(limits.seconds), limits.heartbeats)
        found = dict(
            zip(tried, await self.session.attempt(state, [tactics[i] for i in tried], at_ease), strict=True)
            if tried
            else ()
        )
        attempts = []
        for i, (tactic, seconds) in enumerate(zip(tactics, kept["seconds"], strict=True)):
            if i in stopped:
                attempts.append(Attempt(tactic, stopped[i][0], float(seconds), None, stopped[i][1]))
            else:
                attempts.append(Attempt(tactic, found[i].outcome, float(seconds), found[i].state, found[i].message))
        return attempts

    def script(self, state: State) -> tuple[str, ...]:
        return self.session.script(state)

    def drop(self, state: State) -> None:
        self.session.drop(state)

    def stats(self) -> SessionStats:
        return self.session.stats()

    async def close(self) -> None:
        await self.session.close()


def _kept_of(attempts: list[Attempt]) -> Kept:
    return {
        "seconds": [round(each.seconds, 6) for each in attempts],
        "stopped": [
            [i, each.outcome.value, each.message]
            for i, each in enumerate(attempts)
            if each.outcome in (Outcome.TIMEOUT, Outcome.CRASH)
        ],
    }

"""The agent at work on a goal in the background, while a person goes on."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Literal, TypeVar

from agent.interactive.steps import GoalId, Step
from agent.search import SearchResult, Snapshot
from prover_bridge.errors import UserError
from prover_bridge.protocol import Goal, SessionError

Status = Literal["running", "proved", "failed", "undecided", "stopped"]
OnProgress = Callable[["Search"], None]


class Search:
    """goal: on which it works, as `step` had it; seconds: that it may take. progress: where it stands.

    status "proved" says that it found tactics which Lean accepts there: `script`. They are offered, not applied:
    `ProofInHand.take` does that. reason: why there are none, in the end.
    """

    def __init__(
        self,
        step: Step,
        goal: int,
        seconds: float,
        work: Callable[[Search], Awaitable[SearchResult]],
        on_progress: OnProgress | None = None,
    ) -> None:
        self.step = step
        self.goal: Goal = step.goals[goal]
        self.goal_id: GoalId = step.ids[goal]
        self.seconds = seconds
        self.progress: Snapshot | None = None
        self.status: Status = "running"
        self.script: str | None = None
        self.reason: str | None = None
        self._begun = time.monotonic()
        self._ended: float | None = None
        self._on_progress = on_progress
        self._task = asyncio.ensure_future(self._run(work))

    @property
    def running(self) -> bool:
        return self.status == "running"

    @property
    def elapsed(self) -> float:
        """Seconds that it has taken so far, or took."""
        return (self._ended or time.monotonic()) - self._begun

    def cancel(self) -> None:
        """Stop it; nothing of it stays."""
        self._task.cancel()
        if self.running:  # a task that is cancelled before its first step runs none of it
            self._end("stopped", "it was stopped")

    async def wait(self, seconds: float | None = None) -> Search:
        """Itself, once it has ended or the seconds are over. Cancelling the wait does not end it."""
        await asyncio.wait([self._task], timeout=seconds)
        return self

    def note(self, snapshot: Snapshot) -> None:
        """It stands here now."""
        self.progress = snapshot
        self._tell()

    async def _run(self, work: Callable[[Search], Awaitable[SearchResult]]) -> None:
        try:
            result = await work(self)
        except (SessionError, UserError) as error:
            self._end("undecided", str(error))
        else:
            if self.running:
                self.script = result.script if result.status == "proved" else None
                self._end(result.status, result.reason)

    def _end(self, status: Status, reason: str | None) -> None:
        self.status, self.reason, self._ended = status, reason, time.monotonic()
        self._tell()

    def _tell(self) -> None:
        if self._on_progress is not None:
            self._on_progress(self)


T = TypeVar("T")
# Seconds after which a thread that thinks lets another one go on. A key press changes hands many times.
_SWITCH = 0.0002


async def apart(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """The result of some work in an event loop and a thread of its own, so that its thinking delays nobody's typing.

    Cancelling it cancels the work, and waits for its end.
    """
    begun: Future[tuple[asyncio.AbstractEventLoop, asyncio.Task[T]]] = Future()

    async def main() -> T:
        task = asyncio.current_task()
        assert task is not None
        begun.set_result((asyncio.get_running_loop(), task))
        return await work()

    sys.setswitchinterval(_SWITCH)
    running = asyncio.ensure_future(asyncio.to_thread(lambda: asyncio.run(main())))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        loop, task = await asyncio.wrap_future(begun)
        with contextlib.suppress(RuntimeError):  # its loop has ended by itself
            loop.call_soon_threadsafe(task.cancel)
        await asyncio.wait([running])
        raise

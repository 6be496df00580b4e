"""An event loop whose clock does not see what else runs on the machine: seconds as they would be on idle cores.

The clock counts the processor time of this thread. An answer of Lean comes as late after its request as Lean worked on
it, in processor time, too, and a little later for the waking of two processes; where nothing is left to do but to
wait, the clock jumps. Several Leans have a core each here, and this thread one of its own: that they share caches, and
that two workers and this thread share two cores, is left out. Linux only, and only for Lean processes that hold states.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import selectors
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import psutil

from prover_bridge.serving import ServingLean

# What handing a request to another process and an answer back may cost: an estimate, of the order of two wake-ups.
WAKING = 0.0001


class ProcessorTimeLoop(asyncio.SelectorEventLoop):
    """at_work: requests that a Lean really works on now; the clock does not jump then."""

    def __init__(self) -> None:
        self.at_work = 0
        self.jumped = 0.0
        self.left_out = 0.0
        super().__init__(_Selector(self))

    def time(self) -> float:
        return self.jumped + time.thread_time() - self.left_out

    @contextlib.contextmanager
    def uncounted(self) -> Iterator[None]:
        """What is done inside is the measurement's own."""
        before = time.thread_time()
        try:
            yield
        finally:
            self.left_out += time.thread_time() - before


class _Selector(selectors.DefaultSelector):
    def __init__(self, loop: ProcessorTimeLoop) -> None:
        super().__init__()
        self.loop = loop

    def select(self, timeout: float | None = None) -> Any:
        if timeout is not None and timeout <= 0:
            return super().select(0)
        if self.loop.at_work or timeout is None:
            return super().select(0.05)
        if not (ready := super().select(0)):
            self.loop.jumped += timeout
        return ready


class Meter:
    """What Leans did while it counts. busy: seconds in which so many of them were at work, by their number; lean:
    seconds of all of them together, those to open a place and to do steps again elsewhere included."""

    def __init__(self, loop: ProcessorTimeLoop) -> None:
        self.loop = loop
        self.counting = False
        self.lean = 0.0
        self.busy: Counter[int] = Counter()
        self._working = 0
        self._since = 0.0

    @contextlib.contextmanager
    def count(self) -> Iterator[None]:
        self.move(0)
        self.counting = True
        try:
            yield
        finally:
            self.move(0)
            self.counting = False

    def move(self, by: int) -> None:
        """So many more Leans are at work."""
        now = self.loop.time()
        if self.counting:
            self.busy[self._working] += now - self._since  # type: ignore[assignment]
        self._working, self._since = self._working + by, now

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Serving Leans answer by this clock inside."""
        kept = {name: getattr(ServingLean, name) for name in ("start", "open", "attempt")}
        ServingLean.start = self._started(kept["start"])  # type: ignore[method-assign]
        ServingLean.open = self._timed(kept["open"])  # type: ignore[method-assign]
        ServingLean.attempt = self._timed(kept["attempt"])  # type: ignore[method-assign]
        try:
            yield
        finally:
            for name, method in kept.items():
                setattr(ServingLean, name, method)

    def _started(self, start: Callable[..., Coroutine[Any, Any, None]]) -> Any:
        async def started(lean: ServingLean) -> None:
            self.loop.at_work += 1
            try:
                await start(lean)
            finally:
                self.loop.at_work -= 1

        return started

    def _timed(self, method: Callable[..., Coroutine[Any, Any, Any]]) -> Any:
        @functools.wraps(method)
        async def timed(lean: Any, *arguments: Any) -> Any:
            if not hasattr(lean, "turn"):
                with self.loop.uncounted():
                    lean.turn, lean.tree = asyncio.Lock(), _tree(lean._process.pid)
            async with lean.turn:
                self.move(1)
                self.loop.at_work += 1
                try:
                    with self.loop.uncounted():
                        before = _processor_seconds(lean.tree)
                    begun = self.loop.time()
                    try:
                        answer = await method(lean, *arguments)
                        with self.loop.uncounted():
                            seconds = max(0.0, _processor_seconds(lean.tree) - before)
                    finally:
                        self.loop.at_work -= 1
                    if self.counting:
                        self.lean += seconds
                    await asyncio.sleep(max(0.0, begun + seconds + WAKING - self.loop.time()))
                    return answer
                finally:
                    self.move(-1)

        return timed


def _tree(pid: int) -> list[int]:
    return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]


def _processor_seconds(pids: list[int]) -> float:
    """Processor time that processes have taken so far, with all their threads."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):  # it ended
            total += sum(int(each.read_text().split()[0]) for each in Path(f"/proc/{pid}/task").glob("*/schedstat"))
    return total / 1e9

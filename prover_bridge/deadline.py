"""How long what is asked of Lean may take altogether, whatever limits each of its calls has by itself.

`within(seconds)` bounds all that a task or a thread starts inside the block: files compiled in the sandbox, questions
to the kernel's process, and the reading of compiled files get at most what is left then. `asyncio.to_thread` and
`asyncio.create_task` take the bound along. What is cut short so is undecided, like with any other limit.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextvars import ContextVar

_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextlib.contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """A block that has so many seconds of wall time (None: no bound of its own), and no more than one around it."""
    token = _until.set(_until.get() if seconds is None else time.monotonic() + at_most(seconds))
    try:
        yield
    finally:
        _until.reset(token)


def at_most(seconds: float) -> float:
    """A limit in seconds, cut down to what is left of the block around; never negative."""
    until = _until.get()
    return seconds if until is None else max(0.0, min(seconds, until - time.monotonic()))

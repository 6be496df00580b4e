"""One thing is waited for at a time, and Ctrl-C gives it up without ending the session."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
import termios
import time
from collections.abc import Coroutine, Iterator
from typing import Any, TypeVar

T = TypeVar("T")
_LOCAL_MODES = 3  # place among what `tcgetattr` gives
_QUIET = 0.4  # seconds before a word says that something takes long


@contextlib.contextmanager
def without_echo(wanted: bool) -> Iterator[None]:
    """What is typed ahead stays unseen until the prompt reads it, so that it does not lie across what is shown."""
    if not wanted:
        yield
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    silent = list(before)
    silent[_LOCAL_MODES] &= ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, silent)
    try:
        yield
    finally:
        with contextlib.suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(terminal, termios.TCSANOW, before)


class GivenUp(Exception):
    """Ctrl-C, while something was waited for."""


class Patience:
    """Waits for work. shows: whether a line that comes and goes may say how long it takes (a terminal)."""

    def __init__(self, shows: bool) -> None:
        self._shows = shows
        self._task: asyncio.Task[Any] | None = None
        self._given_up = False

    async def wait(self, what: str, work: Coroutine[Any, Any, T], *, quiet: bool = False) -> T:
        """The result of some work. what: for the line, as in `simp [h]`; quiet: without one. Raises GivenUp."""
        loop = asyncio.get_running_loop()
        # Each time anew, since a prompt in between takes the signal for itself.
        loop.add_signal_handler(signal.SIGINT, self._give_up)
        self._given_up = False
        task: asyncio.Task[T] = asyncio.ensure_future(work)
        self._task = task
        ticking = asyncio.ensure_future(self._tick(what)) if self._shows and not quiet else None
        try:
            with without_echo(self._shows and not quiet):
                return await task
        except asyncio.CancelledError:
            if self._given_up:
                raise GivenUp from None
            raise
        finally:
            self._task = None
            if ticking is not None:
                ticking.cancel()
                await asyncio.gather(ticking, return_exceptions=True)

    def _give_up(self) -> None:
        if self._task is not None and not self._task.done():
            self._given_up = True
            self._task.cancel()

    async def _tick(self, what: str) -> None:
        started = time.monotonic()
        await asyncio.sleep(_QUIET)
        try:
            while True:
                line = f"… {what}: {time.monotonic() - started:.0f} s, Ctrl-C gives it up"
                sys.stdout.write(f"\r{line[:78]}\x1b[K")
                sys.stdout.flush()
                await asyncio.sleep(0.5)
        finally:
            sys.stdout.write("\r\x1b[K")
            sys.stdout.flush()

"""The named pipes through which a serving Lean is asked and answers.

Answers are not looked for as they come: to wake a process costs as much as a quick tactic. Lean rings a bell, on a
pipe of its own, when it is worth reading them; so this side wakes once for a request, and Lean's writing wakes nobody.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from pathlib import Path

_CHUNK = 256 * 1024


class Pipes:
    """Made in a folder, in the running event loop. received: called with whole lines, without their ends.

    Sending never waits: what does not fit into the pipe is kept, and follows in order.
    """

    def __init__(self, folder: Path, received: Callable[[list[bytes]], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._received = received
        for name in ("requests", "answers", "bell"):
            os.mkfifo(folder / name)
        # Both ways, so that opening does not wait for Lean to open the other end.
        self._requests, self._answers, self._bell = (
            os.open(folder / name, os.O_RDWR | os.O_NONBLOCK) for name in ("requests", "answers", "bell")
        )
        self._unsent = bytearray()
        self._waits = False
        self._partial = bytearray()
        self._open = True
        self._loop.add_reader(self._bell, self.read)

    @property
    def partial(self) -> int:
        """Bytes of a line that has not ended yet."""
        return len(self._partial)

    def send(self, line: bytes) -> None:
        self._unsent += line
        if not self._waits:
            self._send()

    def read(self) -> None:
        """Take what has been written so far, whether or not the bell was rung."""
        if not self._open:
            return
        with contextlib.suppress(BlockingIOError):
            while len(os.read(self._bell, _CHUNK)) == _CHUNK:
                pass
        self._read()

    def close(self) -> None:
        if self._open:
            self._open = False
            self._loop.remove_reader(self._bell)
            self._loop.remove_reader(self._answers)
            self._loop.remove_writer(self._requests)
            for end in (self._requests, self._answers, self._bell):
                os.close(end)

    def _read(self) -> None:
        unended = bool(self._partial)
        with contextlib.suppress(BlockingIOError):
            # One chunk at a time where a line is long, so that its length can be limited on the way.
            while chunk := os.read(self._answers, _CHUNK):
                self._partial += chunk
                if len(chunk) < _CHUNK:
                    break
        *lines, rest = self._partial.split(b"\n")
        self._partial = rest
        if bool(rest) != unended:
            if rest:
                self._loop.add_reader(self._answers, self._read)
            else:
                self._loop.remove_reader(self._answers)
        if lines or rest:
            self._received([bytes(line) for line in lines])

    def _send(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._unsent:
                del self._unsent[: os.write(self._requests, self._unsent)]
        if bool(self._unsent) != self._waits:
            self._waits = bool(self._unsent)
            if self._waits:
                self._loop.add_writer(self._requests, self._send)
            else:
                self._loop.remove_writer(self._requests)

"""Lines from a pipe, a file or a terminal without editing, one piece of input after the other."""

from __future__ import annotations

import asyncio
import os
import stat
from collections import deque

from agent.interactive.terminal.command_lines import belongs, wants_more

_CHUNK = 65536


class Lines:
    """The lines of a file descriptor; the event loop goes on while one is awaited."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._never_blocks = stat.S_ISREG(os.fstat(descriptor).st_mode)
        self._rest = b""
        self._lines: deque[str] = deque()
        self._ended = False

    async def line(self) -> str | None:
        """The next line without its end, or None at the end of the input. What is no UTF-8 becomes �."""
        while not self._lines and not self._ended:
            chunk = await self._chunk()
            self._ended = not chunk
            *whole, self._rest = (self._rest + chunk).split(b"\n")
            if self._ended and self._rest:
                whole.append(self._rest)
            self._lines.extend(each.decode("utf-8", errors="replace").removesuffix("\r") for each in whole)
        return self._lines.popleft() if self._lines else None

    async def entry(self) -> str | None:
        """The next tactic or command, of several lines where a tactic cannot end before."""
        text = await self.line()
        while text is not None and wants_more(text):
            following = await self.line()
            if following is None:
                break
            if not belongs(text, following):
                if following.strip():
                    self._lines.appendleft(following)
                break
            text += "\n" + following
        return text

    async def _chunk(self) -> bytes:
        if self._never_blocks:
            return os.read(self._descriptor, _CHUNK)
        loop = asyncio.get_running_loop()
        ready: asyncio.Future[None] = loop.create_future()

        def wake() -> None:
            if not ready.done():
                ready.set_result(None)

        loop.add_reader(self._descriptor, wake)
        try:
            await ready
        finally:
            loop.remove_reader(self._descriptor)
        return os.read(self._descriptor, _CHUNK)

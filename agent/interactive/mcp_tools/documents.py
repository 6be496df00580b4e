"""Files as Lean's language server sees them: messages, goals and information at a place."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.interactive.mcp_tools.answers import Diagnostic, Severity
from prover_bridge import source
from prover_bridge import toolchain as toolchains
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.language_server import LanguageServer, Message
from prover_bridge.server_worker import DEFAULT_LIMITS
from prover_bridge.worker import LeanDied

_MOST_SERVERS = 2
_SEVERITIES: dict[int, Severity] = {1: "error", 2: "warning", 3: "info", 4: "hint"}
_FENCE = re.compile(r"^```\w*\n|\n```$")


@dataclass
class Document:
    """A text that Lean has read. messages: all of them, in the order of the text."""

    text: str
    messages: list[Message]
    server: LanguageServer

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")

    def line(self, number: int) -> str:
        """A line, from 1. Raises UserError where there is none."""
        if not 1 <= number <= len(self.lines):
            raise UserError(f"There is no line {number}: the file has {len(self.lines)}.")
        return self.lines[number - 1]

    def diagnostics(self, first: int = 1, last: int | None = None) -> list[Diagnostic]:
        """The messages that begin on these lines, from 1."""
        found = []
        for message in self.messages:
            line = self.text.count("\n", 0, message.start) + 1
            if first <= line <= (last or line):
                column = message.start - (self.text.rfind("\n", 0, message.start) + 1) + 1
                severity = _SEVERITIES.get(message.severity, "info")
                found.append(Diagnostic(severity=severity, message=message.text, line=line, column=column))
        return found

    async def ask(
        self, method: str, line: int | None = None, column: int | None = None, more: Mapping[str, Any] | None = None
    ) -> Any:
        """Lean's answer about a place: line and column from 1, in characters; a column beyond the line is its end.

        more: further parameters of the request.
        """
        if line is None:
            return await self.server.ask(method, more=more)
        before = self.line(line)[: max(0, (column or 1) - 1)]
        return await self.server.ask(method, line - 1, len(before.encode("utf-16-le")) // 2, more=more)

    async def goals(self, line: int, column: int) -> list[str] | None:
        """The goals at a place, None where no proof is."""
        found = await self.ask("$/lean/plainGoal", line, column)
        return None if not isinstance(found, dict) else [str(goal) for goal in found.get("goals", [])]


class Documents:
    """Keeps a language server for the last environments; each holds the text that was last asked about."""

    def __init__(self, toolchain: str | None) -> None:
        """toolchain: as the option `--toolchain` has it."""
        self.toolchain = toolchain
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def load(self, text: str, path: Path) -> tuple[str, Environment]:
        """A text as Lean gets it, in the environment of a file at this path. Raises UserError."""
        toolchain = toolchains.find(self.toolchain, path.parent)
        read, environment, _ = source.load_text(text, path, toolchain)
        return read, environment

    @asynccontextmanager
    async def reading(self, text: str, path: Path, seconds: float) -> AsyncIterator[Document]:
        """A text at the place of a file, read by Lean; nobody else asks its server meanwhile.

        Raises UserError where Lean does not end in time or dies.
        """
        read, environment = await asyncio.to_thread(self.load, text, path)
        held = await self._taken(environment)
        try:
            await held.read(read, seconds)
            yield Document(read, held.messages, held.server)
        except TimeoutError as error:
            await self._drop(environment)
            raise Slow(f"Lean was not done with {path.name} in {seconds:g} seconds.") from error
        except LeanDied as error:
            await self._drop(environment)
            raise UserError(f"Lean ended while it read {path.name} ({error}).") from error
        except asyncio.CancelledError:
            await self._drop(environment)  # it is still at work, or has answers that nobody waits for
            raise
        finally:
            held.lock.release()

    async def _taken(self, environment: Environment) -> _Held:
        """The server of an environment, for its caller alone until its lock is released."""
        key = environment.content_hash
        while True:
            held = self._held.get(key)
            if held is None:
                held = self._held[key] = _Held(LanguageServer(environment, DEFAULT_LIMITS))
                idle = [name for name, other in self._held.items() if name != key and not other.lock.locked()]
                for name in idle[: max(0, len(self._held) - _MOST_SERVERS)]:
                    await self._held.pop(name).server.kill()
            self._held.move_to_end(key)
            await held.lock.acquire()
            if self._held.get(key) is held:
                return held
            held.lock.release()  # it was dropped while this call waited

    async def _drop(self, environment: Environment) -> None:
        if (held := self._held.pop(environment.content_hash, None)) is not None:
            await held.server.kill()

    async def close(self) -> None:
        """End every server."""
        while self._held:
            await self._held.popitem()[1].server.kill()


class _Held:
    """A server, and the text that it has read."""

    def __init__(self, server: LanguageServer) -> None:
        self.server = server
        self.lock = asyncio.Lock()
        self.messages: list[Message] = []
        self._text: str | None = None
        self._started = False

    async def read(self, text: str, seconds: float) -> None:
        """Have it read a text, unless it has. Raises TimeoutError, LeanDied."""
        if not self._started:
            await self.server.start()
            self._started = True
        if self._text != text:
            self._text = None
            self.messages = await asyncio.wait_for(self.server.check(text), seconds)
            self._text = text


class Slow(UserError):
    """Lean was not done in time."""


def plain(markdown: str) -> str:
    """Text without the fence of a block of code."""
    return _FENCE.sub("", markdown.strip())

"""One Lean process that holds the proof states of one hole: the tactic `lemmasmith_serve` stands in it.

Requests and answers are lines through two named pipes in the process's private folder; standard output carries
Lean's messages about the text. Works with the embedded runtime, whose layouts `LemmasmithSession.lean` mirrors.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prover_bridge import layout, modules, sandbox
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.lexer import tokens
from prover_bridge.modules import header_end
from prover_bridge.protocol import Hole, SessionError

MODULE = "LemmasmithSession"
SOURCE = Path(__file__).resolve().parent.parent / "lean_project" / "session" / f"{MODULE}.lean"
_FIELD, _LINE = "\x1f", "\x1e"
_LONGEST_ANSWER = 64 * 1024 * 1024
# A command whose message tells that everything above it has been said.
_BELL, _BELL_TEXT = "\n#check lemmasmith_bell\n", b"lemmasmith_bell"
_OPTIONS = ("-DElab.async=false", "-DmaxHeartbeats=0", "-Dlinter.all=false")


class LeanDied(Exception):
    """The process ended: `reason` is "memory" or "crash"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Answer:
    """kind: "closed", "open" (state: its number, text: its goals) or "error" (text: the message)."""

    kind: str
    text: str = ""
    state: int = 0


class ServingLean:
    """A process for one hole. Its root is state 0; `states` numbers those that it holds beside, by their steps."""

    def __init__(self, environment: Environment, limits: sandbox.Limits) -> None:
        self.states: dict[tuple[str, ...], int] = {(): 0}
        self.held = 1
        self._environment = environment
        self._limits = limits
        self._reason = "crash"
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._tasks: list[asyncio.Task[Any]] = []
        self._messages: list[str] = []
        self._rung = asyncio.Event()
        self._requests: int | None = None
        self._transport: asyncio.ReadTransport | None = None
        self._reader: asyncio.StreamReader | None = None

    async def start(self, context: str, hole: Hole) -> str:
        """Elaborate up to the hole; its goals as text.

        Raises SessionError where the text has an error before the hole, and LeanDied.
        """
        built = modules.build(self._environment.toolchain, {MODULE: SOURCE})
        self._folder = tempfile.TemporaryDirectory(prefix="lemmasmith-serving-")
        folder = Path(self._folder.name)
        file = folder / "Serving.lean"
        file.write_bytes(_text(context, hole, folder).encode())
        await self._open_pipes(folder)
        toolchain = self._environment.toolchain
        command, options = sandbox.wrap(
            [*toolchain.lean, "--json", *_OPTIONS, str(file)],
            env=toolchain.env(built.folder, *self._environment.folders),
            cwd=folder,
            read_only=[*self._environment.read_only, built.folder],
            writable=folder,
            limits=self._limits,
        )
        try:
            self._process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST_ANSWER,
                **options,
            )
        except OSError as error:
            raise UserError(f"Lean does not start ({error}): see `lemmasmith doctor`.") from error
        self._tasks = [asyncio.create_task(self._collect()), asyncio.create_task(self._watch())]
        kind, *fields = await self._line()
        if kind == "flawed":
            raise SessionError(f"The text has an error before the hole: {fields[0]}")
        await self._messages_of_context(context)
        self._raise_if_flawed()
        return fields[0]

    async def request(self, state: int, tactics: Sequence[str]) -> None:
        """Ask for tactics, as they are to be parsed, on a state; `answer` gives the results one by one."""
        fields = ["try", str(state)]
        for i, tactic in enumerate(tactics):
            fields += [str(i), tactic]
        line = _FIELD.join(field.replace("\n", _LINE) for field in fields)
        await self._write(line.encode() + b"\n")

    async def answer(self) -> Answer | None:
        """The next result of a request, None at its end. Raises LeanDied."""
        index, *fields = await self._line()
        if index == "done":
            return None
        if fields[0] == "open":
            self.held += 1
            return Answer("open", fields[2], int(fields[1]))
        return Answer(fields[0], "".join(fields[1:]))

    async def kill(self) -> None:
        """End the process and remove its folder."""
        for task in self._tasks:
            task.cancel()
        process, self._process = self._process, None
        if process is not None:
            sandbox.kill_tree(process.pid)
            await process.wait()
        if self._transport is not None:
            self._transport.close()
        if self._requests is not None:
            os.close(self._requests)
        self._transport = self._requests = None
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.cleanup()
            self._folder = None

    async def _open_pipes(self, folder: Path) -> None:
        ends = []
        for name in ("requests", "answers"):
            os.mkfifo(folder / name)
            # Both ways, so that opening does not wait for Lean to open the other end.
            ends.append(os.open(folder / name, os.O_RDWR | os.O_NONBLOCK))
        self._requests = ends[0]
        reader = self._reader = asyncio.StreamReader(limit=_LONGEST_ANSWER)
        self._transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(ends[1], "rb", buffering=0)
        )

    async def _write(self, data: bytes) -> None:
        loop = asyncio.get_running_loop()
        while data and self._requests is not None:
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self._requests, data) :]
                continue
            writable = loop.create_future()
            loop.add_writer(self._requests, writable.set_result, None)
            try:
                await writable
            finally:
                loop.remove_writer(self._requests)

    async def _line(self) -> list[str]:
        """The fields of Lean's next line, or LeanDied if it ends first."""
        assert self._reader is not None and self._process is not None
        reading = asyncio.ensure_future(self._reader.readuntil(b"\n"))
        ending = asyncio.ensure_future(self._process.wait())
        try:
            await asyncio.wait({reading, ending}, return_when=asyncio.FIRST_COMPLETED)
            if not reading.done():
                await asyncio.wait({self._tasks[0]}, timeout=1)
                self._raise_if_flawed()
                raise LeanDied(self._reason)
            line = reading.result().decode("utf-8", "replace").rstrip("\n")
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError) as error:
            raise LeanDied(self._reason) from error
        finally:
            reading.cancel()
            ending.cancel()
        return [field.replace(_LINE, "\n") for field in line.split(_FIELD)]

    def _raise_if_flawed(self) -> None:
        for line in self._messages:
            with contextlib.suppress(ValueError):
                message = json.loads(line)
                if message.get("severity") == "error" and "lemmasmith_bell" not in line:
                    place = message.get("pos", {}).get("line", 0)
                    raise SessionError(f"The text does not elaborate (line {place}): {message.get('data')}")

    async def _messages_of_context(self, context: str) -> None:
        """Wait until Lean has printed what it says of the context: its messages come in order, from a thread."""
        if _has_bell(context):
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(5):
                    await self._rung.wait()

    async def _collect(self) -> None:
        assert self._process is not None and self._process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            while line := await self._process.stdout.readline():
                if _BELL_TEXT in line:
                    self._rung.set()
                if len(self._messages) < 200:
                    self._messages.append(line.decode("utf-8", "replace"))

    async def _watch(self) -> None:
        assert self._process is not None
        pid = self._process.pid
        while True:
            await asyncio.sleep(0.1)
            if sandbox.resident_mb(pid) > self._limits.memory_mb:
                self._reason = "memory"
                sandbox.kill_tree(pid)
                return


def _has_bell(context: str) -> bool:
    """Whether a command may stand between the context and the declaration."""
    words = tokens(context[header_end(context) :])
    return bool(words) and words[-1].text != "in"


def _text(context: str, hole: Hole, folder: Path) -> str:
    """The file: our tactic in place of the hole's proof, focused on the hole's own goal."""
    start = header_end(context)
    header = context[:start] + ("\n" if start else "") + f"import {MODULE}\n"
    above = context[start:] + (_BELL if _has_bell(context) else "")
    return header + above + layout.declaration(hole, [f'· lemmasmith_serve "{folder}"']) + "\n"

"""One Lean process that holds proof states: the command `lemmasmith_serve` stands in it and answers requests.

Requests and answers are JSON lines through two named pipes in the process's private folder. The command's Lean text
is in `lean_project/session/`, where the lines are described: for the embedded runtime, whose layouts it mirrors, and
for an installed toolchain, which compiles it as ordinary Lean.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prover_bridge import layout, modules, sandbox
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain
from prover_bridge.modules import header_end
from prover_bridge.protocol import Hole, SessionError
from prover_bridge.worker import LeanDied

MODULE = "LemmasmithSession"
_SOURCES = Path(__file__).resolve().parent.parent / "lean_project" / "session"
_LONGEST_ANSWER = 64 * 1024 * 1024
# On one line, so that the text behind it keeps its lines but one. Heartbeats are set for single tactics.
_OPTIONS = "set_option Elab.async false set_option maxHeartbeats 0 set_option linter.all false\n"
_PARK = "lemmasmith_park"
_MESSAGE = re.compile(r"<input>:(\d+):(\d+): (error)?(?:\([^)\n]*\))?:? ?(.*)", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """kind: "closed", "open" (state: its number, text: its goals) or "error" (text: the message).

    seconds: what Lean itself took.
    """

    kind: str
    text: str = ""
    state: int = 0
    seconds: float = 0.0


def source_of(toolchain: Toolchain) -> Path:
    """The server's Lean text: the embedded runtime has no `Lean` modules, so that it needs one of its own."""
    return _SOURCES / ("embedded" if toolchain.kind == "embedded" else "installed") / f"{MODULE}.lean"


class ServingLean:
    """A process for one header of imports. `held` counts its states. Not for several tasks at once."""

    def __init__(self, environment: Environment, limits: sandbox.Limits, header: str) -> None:
        self.held = 0
        self._environment = environment
        self._limits = limits
        self._header = header
        self._reason = "crash"
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._printed = b""
        self._requests: int | None = None
        self._transport: asyncio.ReadTransport | None = None
        self._reader: asyncio.StreamReader | None = None

    async def start(self) -> None:
        """Import the header's modules and wait until requests can come. Raises UserError where Lean does not start."""
        toolchain = self._environment.toolchain
        built = modules.build(toolchain, {MODULE: source_of(toolchain)})
        self._folder = tempfile.TemporaryDirectory(prefix="lemmasmith-serving-")
        folder = Path(self._folder.name)
        file = folder / "Serving.lean"
        file.write_text(f'{self._header}\nimport {MODULE}\nlemmasmith_serve "{folder}"\n', encoding="utf-8")
        await self._open_pipes(folder)
        command, options = sandbox.wrap(
            [*toolchain.lean, "-DElab.async=false", str(file)],
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
                **options,
            )
        except OSError as error:
            raise UserError(f"Lean does not start ({error}): see `lemmasmith doctor`.") from error
        self._tasks = [
            asyncio.create_task(self._watch(self._process.pid)),
            asyncio.create_task(self._collect(self._process)),
        ]
        try:
            await self._line()
        except LeanDied as death:
            said = self._printed.decode("utf-8", "replace").strip().partition("\n")[0]
            raise SessionError(f"Lean ended ({death.reason}) before it could serve: {said}") from death

    async def open(self, context: str, hole: Hole) -> Answer:
        """Elaborate a text up to its hole, and hold the state there.

        Raises SessionError where the text has an error before the hole or never reaches it, and LeanDied.
        """
        body = _OPTIONS + context[header_end(context) :] + layout.declaration(hole, [f"· {_PARK}"]) + "\n"
        await self._request({"open": body})
        places, messages = [], []
        while (line := await self._line())["kind"] != "done":
            if line["kind"] == "place":
                self.held += 1
                places.append(_answer(line))
            else:
                messages.append(line["text"])
        before = body[: body.index(_PARK)]
        at = before.count("\n") + 1, len(before) - before.rfind("\n") - 1
        errors = [m for m in map(_MESSAGE.match, messages) if m and m.group(3)]
        early = [m for m in errors if (int(m.group(1)), int(m.group(2))) < at]
        if early:
            number = int(early[0].group(1)) - 1 + context.count("\n", 0, header_end(context))
            raise SessionError(f"The text does not elaborate (line {number}): {early[0].group(4).strip()}")
        if len(places) > 1:
            raise SessionError("This `sorry` stands for several goals at once; write one for each.")
        if not places:
            said = errors[0].group(4).strip() if errors else "no goal is open there"
            raise SessionError(f"Lean does not reach this `sorry`: {said}")
        return places[0]

    async def ask(self, state: int, tactics: Sequence[str]) -> None:
        """Ask for tactics, as they are to be parsed, on a state; as many calls of `answer` give the results."""
        await self._request({"try": state, "tactics": list(tactics)})

    async def answer(self) -> Answer:
        """The next result of `ask`. Raises LeanDied."""
        line = await self._line()
        self.held += line["kind"] == "open"
        return _answer(line)

    async def drop(self, states: Sequence[int]) -> None:
        """Forget states, so that their memory is free for others."""
        self.held -= len(states)
        await self._request({"drop": list(states)})

    def memory_mb(self) -> float:
        """The process's own memory, in megabytes."""
        return sandbox.resident_mb(self._process.pid) if self._process is not None else 0.0

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

    async def _request(self, request: dict[str, Any]) -> None:
        await self._write(json.dumps(request).encode() + b"\n")

    async def _write(self, data: bytes) -> None:
        loop = asyncio.get_running_loop()
        while data and self._requests is not None:
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self._requests, data) :]
                continue
            writable: asyncio.Future[None] = loop.create_future()
            loop.add_writer(self._requests, _set, writable)
            try:
                await writable
            finally:
                loop.remove_writer(self._requests)

    async def _line(self) -> dict[str, Any]:
        """Lean's next line, or LeanDied if it ends first."""
        assert self._reader is not None
        try:
            line: dict[str, Any] = json.loads(await self._reader.readuntil(b"\n"))
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError) as error:
            raise LeanDied(self._reason) from error
        return line

    async def _collect(self, process: asyncio.subprocess.Process) -> None:
        """Keep the first words that Lean prints, drop the others, and end all waiting when it ends."""
        assert process.stdout is not None and self._reader is not None
        with contextlib.suppress(OSError):
            while printed := await process.stdout.read(65536):
                self._printed = (self._printed + printed)[:2000]
        await process.wait()
        # The pipe itself does not end, since this process holds both of its ends.
        self._reader.feed_eof()

    async def _watch(self, pid: int) -> None:
        while True:
            await asyncio.sleep(0.1)
            if (limit := sandbox.passed(pid, self._limits)) is not None:
                self._reason = limit
                sandbox.kill_tree(pid)
                return


def _answer(line: dict[str, Any]) -> Answer:
    """An answer of Lean; goals stand one below the other, as in its messages."""
    text = "\n\n".join(line["goals"]) if "goals" in line else line.get("text", "")
    kind = "open" if line["kind"] == "place" else line["kind"]
    return Answer(kind, text, line.get("state", 0), line.get("nanoseconds", 0) / 1e9)


def _set(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)

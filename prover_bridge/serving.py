"""One Lean process that holds proof states: the command `lemmasmith_serve` stands in it and answers requests.

Requests and answers are JSON lines through named pipes in the process's private folder. The command's Lean text is in
`lean_project/session/`, where the lines are described: for the embedded runtime, whose layouts it mirrors, and for an
installed toolchain, which compiles it as ordinary Lean.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import tempfile
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prover_bridge import layout, modules, sandbox
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain
from prover_bridge.modules import header_end
from prover_bridge.pipes import Pipes
from prover_bridge.protocol import Hole, SessionError, TryLimits
from prover_bridge.worker import LeanDied

MODULE = "LemmasmithSession"
OPEN_SECONDS = 120.0
_SOURCES = Path(__file__).resolve().parent.parent / "lean_project" / "session"
_LONGEST_ANSWER = 64 * 1024 * 1024
# On one line, so that the text behind it keeps its lines but one. Heartbeats are limited for single tactics, and
# counted against this number, which stands for no limit.
_OPTIONS = "set_option Elab.async false set_option maxHeartbeats 1000000000 set_option linter.all false\n"
_PARK = "lemmasmith_park"
_MESSAGE = re.compile(r"<input>:(\d+):(\d+): (error)?(?:\([^)\n]*\))?:? ?(.*)", re.DOTALL)
# Lean rings its bell at the latest so long after an answer, if another comes.
_SILENCE = 0.02
# What nobody waits for any more may go on so long, which is about what a fresh process costs.
_ABANDONED_SECONDS = 0.25


@dataclass(frozen=True)
class Answer:
    """kind: "closed", "open" (state: its number, text: its goals), "error" (text: the message, empty where it was not
    asked for; limited: heartbeats were used up), or, of the last one, "timeout" or "crash" (text: the reason).

    seconds: what Lean took; running: the part of it in which the tactic was parsed and run, printing: that for goals
    and words.
    """

    kind: str
    text: str = ""
    state: int = 0
    seconds: float = 0.0
    running: float = 0.0
    printing: float = 0.0
    limited: bool = False


@dataclass
class _Asked:
    """A request in Lean's pipe. seconds: that each of its answers may take; since: when the last one came.

    ended: done, with None where it was answered to the end, else why not.
    """

    seconds: float
    ended: asyncio.Future[str | None]
    lines: list[dict[str, Any]] = field(default_factory=list)
    since: float = 0.0
    begun: bool = False
    abandoned: bool = False

    def end(self, reason: str | None) -> None:
        if not self.ended.done():
            self.ended.set_result(reason)


def source_of(toolchain: Toolchain) -> Path:
    """The server's Lean text: the embedded runtime has no `Lean` modules, so that it needs one of its own."""
    return _SOURCES / ("embedded" if toolchain.kind == "embedded" else "installed") / f"{MODULE}.lean"


class ServingLean:
    """A process for one header of imports. `held` counts its states. Requests may be sent before others have ended;
    Lean takes them in order, without a pause between them.
    """

    def __init__(self, environment: Environment, limits: sandbox.Limits, header: str) -> None:
        self.held = 0
        self._environment = environment
        self._limits = limits
        self._header = header
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._printed = b""
        self._pipes: Pipes | None = None
        self._asked: deque[_Asked] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._ended: str | None = None

    async def start(self) -> None:
        """Import the header's modules and wait until requests can come. Raises UserError where Lean does not start."""
        toolchain = self._environment.toolchain
        built = modules.build(toolchain, {MODULE: source_of(toolchain)})
        self._folder = tempfile.TemporaryDirectory(prefix="lemmasmith-serving-")
        folder = Path(self._folder.name)
        file = folder / "Serving.lean"
        file.write_text(f'{self._header}\nimport {MODULE}\nlemmasmith_serve "{folder}"\n', encoding="utf-8")
        self._pipes = Pipes(folder, self._received)
        command, options = sandbox.wrap(
            [*toolchain.lean, "-DElab.async=false", str(file)],
            env=toolchain.env(built.folder, *self._environment.folders),
            cwd=folder,
            read_only=[*self._environment.read_only, built.folder],
            writable=folder,
            limits=self._limits,
        )
        greeting = self._ask(OPEN_SECONDS)
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
        if reason := await greeting.ended:
            said = self._printed.decode("utf-8", "replace").strip().partition("\n")[0]
            raise SessionError(f"Lean ended ({reason}) before it could serve: {said}")

    async def open(self, context: str, hole: Hole) -> Answer:
        """Elaborate a text up to its hole, and hold the state there.

        Raises SessionError where the text has an error before the hole or never reaches it, and LeanDied.
        """
        body = _OPTIONS + context[header_end(context) :] + layout.declaration(hole, [f"· {_PARK}"]) + "\n"
        asked = self._ask(OPEN_SECONDS, {"open": body})
        if reason := await self._end_of(asked):
            raise LeanDied(reason, asked.begun)
        places = [_answer(line) for line in asked.lines if line["kind"] == "place"]
        messages = [line["text"] for line in asked.lines if line["kind"] == "message"]
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

    async def attempt(self, state: int, tactics: Sequence[str], limits: TryLimits) -> list[Answer]:
        """The results of tactics, as they are to be parsed, on a state; the last of them says if Lean ended at it.

        The request is in the pipe when this first waits. Raises LeanDied where Lean ended before it came to it.
        """
        request = {
            "try": state,
            "tactics": list(tactics),
            "heartbeats": limits.heartbeats,
            "explain": limits.explain,
        }
        asked = self._ask(limits.seconds, request)
        reason = await self._end_of(asked)
        if reason is not None and not asked.begun:
            raise LeanDied(reason, begun=False)
        answers = [_answer(line) for line in asked.lines]
        if reason is not None and len(answers) < len(tactics):
            seconds = asyncio.get_running_loop().time() - asked.since
            answers.append(Answer("timeout" if reason == "timeout" else "crash", reason, seconds=seconds))
        return answers

    def drop(self, states: Sequence[int]) -> None:
        """Forget states, so that their memory is free for others."""
        if states and self._pipes is not None:
            self.held -= len(states)
            self._pipes.send(json.dumps({"drop": list(states)}).encode() + b"\n")

    def memory_mb(self) -> float:
        """The process's own memory, in megabytes."""
        return sandbox.resident_mb(self._process.pid) if self._process is not None else 0.0

    async def kill(self) -> None:
        """End the process and remove its folder."""
        self._end("crash")
        for task in self._tasks:
            task.cancel()
        process, self._process = self._process, None
        if process is not None:
            sandbox.kill_tree(process.pid)
            await process.wait()
        if self._pipes is not None:
            self._pipes.close()
            self._pipes = None
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.cleanup()
            self._folder = None

    def _ask(self, seconds: float, request: dict[str, Any] | None = None) -> _Asked:
        """A request, now in the pipe (None: Lean's first word, which comes unasked)."""
        loop = asyncio.get_running_loop()
        asked = _Asked(seconds, loop.create_future())
        if self._ended is not None or self._pipes is None:
            asked.end(self._ended or "crash")
            return asked
        if request is not None:
            self._pipes.send(json.dumps(request).encode() + b"\n")
        self._asked.append(asked)
        if len(self._asked) == 1:
            self._begin(asked)
        return asked

    async def _end_of(self, asked: _Asked) -> str | None:
        try:
            return await asked.ended
        except asyncio.CancelledError:
            if not asked.ended.cancelled():  # the answer came in this very moment
                self._drop_found(asked)
                raise
            # Lean may be at it, or will come to it: what it finds is dropped, and it may not take long.
            asked.abandoned = True
            asked.seconds = min(asked.seconds, _ABANDONED_SECONDS)
            if asked.begun:
                asked.since = asyncio.get_running_loop().time()
                self._wake_at(asked)
            raise

    def _drop_found(self, asked: _Asked) -> None:
        self.drop([line["state"] for line in asked.lines if "state" in line])

    def _begin(self, asked: _Asked) -> None:
        asked.begun = True
        asked.since = asyncio.get_running_loop().time()
        self._wake_at(asked)

    def _wake_at(self, asked: _Asked) -> None:
        """Look at the time no later than when the request's next answer is late."""
        late = asked.since + asked.seconds + _SILENCE
        if self._timer is not None:
            if self._timer.when() <= late and not self._timer.cancelled():
                return
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_at(late, self._look)

    def _look(self) -> None:
        self._timer = None
        if self._pipes is not None:
            self._pipes.read()
        if self._asked:
            asked = self._asked[0]
            if asyncio.get_running_loop().time() < asked.since + asked.seconds + _SILENCE:
                self._wake_at(asked)
            else:
                self._end("timeout")

    def _received(self, lines: list[bytes]) -> None:
        now = asyncio.get_running_loop().time()
        try:
            answers = json.loads(b"[" + b",".join(lines) + b"]")
        except ValueError:
            return self._end("crash")
        for line in answers:
            if not self._asked:
                return self._end("crash")  # an answer that nobody asked for
            asked = self._asked[0]
            if not asked.abandoned:
                asked.since = now
            if line["kind"] in {"done", "ready"}:
                self._asked.popleft()
                asked.end(None)
                if asked.abandoned:
                    self._drop_found(asked)
                if self._asked:
                    self._begin(self._asked[0])
            else:
                self.held += "state" in line
                asked.lines.append(line)
        if self._pipes is not None and self._pipes.partial > _LONGEST_ANSWER:
            self._end("output")

    def _end(self, reason: str) -> None:
        """The process is of no use any more, for this reason; whoever waits is told."""
        if self._ended is not None:
            return
        self._ended = reason
        if self._timer is not None:
            self._timer.cancel()
        if self._process is not None:
            sandbox.kill_tree(self._process.pid)
        while self._asked:
            self._asked.popleft().end(reason)

    async def _collect(self, process: asyncio.subprocess.Process) -> None:
        """Keep the first words that Lean prints, drop the others, and end all waiting when it ends."""
        assert process.stdout is not None
        with contextlib.suppress(OSError):
            while printed := await process.stdout.read(65536):
                self._printed = (self._printed + printed)[:2000]
        await process.wait()
        if self._pipes is not None:
            self._pipes.read()  # what it wrote before it ended
        self._end("crash")

    async def _watch(self, pid: int) -> None:
        while True:
            await asyncio.sleep(0.1)
            if (limit := sandbox.passed(pid, self._limits)) is not None:
                if self._pipes is not None:
                    self._pipes.read()  # what it answered before
                self._end(limit)
                return


def _answer(line: dict[str, Any]) -> Answer:
    """An answer of Lean; goals stand one below the other, as in its messages."""
    text = "\n\n".join(line["goals"]) if "goals" in line else line.get("text", "")
    kind = "open" if line["kind"] == "place" else line["kind"]
    seconds, running, printing = line.get("nanoseconds", 0), line.get("running", 0), line.get("printing", 0)
    return Answer(
        kind, text, line.get("state", 0), seconds / 1e9, running / 1e9, printing / 1e9, line.get("limit", False)
    )

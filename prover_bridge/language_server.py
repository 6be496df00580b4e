"""Lean's language server over pipes: one document, whose text is replaced and whose messages are awaited.

`leanclient` would do for that, but it starts the server with our own environment and outside of a sandbox, and
watches folders; the loop that a session needs is these few requests.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prover_bridge import sandbox
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.worker import LeanDied

_UNSOLVED_GOALS = 1  # Lean's tag on diagnostics that carry the goals left at the end of a block
_LONGEST_MESSAGE = 64 * 1024 * 1024
# Elaboration of a whole declaration is bounded by wall time; heartbeats are set for single tactics.
_OPTIONS = ("-Dserver.reportDelayMs=0", "-DmaxHeartbeats=0")


@dataclass(frozen=True)
class Message:
    """A diagnostic. start, end: offsets in the document, in code points."""

    severity: int  # 1 error, 2 warning, 3 information
    text: str
    start: int
    end: int
    unsolved_goals: bool


class LanguageServer:
    """One `lake serve` process and its file worker. Not for several tasks at once."""

    def __init__(self, environment: Environment, limits: sandbox.Limits) -> None:
        self._environment = environment
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._uri = ""
        self._version = 0
        self._asked = 0
        self._reason = "crash"
        self._watcher: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the server. Raises UserError where it does not answer."""
        self._folder = tempfile.TemporaryDirectory(prefix="lemmasmith-server-")
        toolchain = self._environment.toolchain
        # No such file is ever written; in a project, its place tells Lake which one it belongs to.
        self._uri = (toolchain.project or Path(self._folder.name)).joinpath("LemmasmithScratch.lean").as_uri()
        command, options = sandbox.wrap(
            # Lake finds a project's modules; without a project Lean itself is enough.
            [*toolchain.lake, "serve", "--", *_OPTIONS]
            if toolchain.project
            else [*toolchain.lean, "--server", *_OPTIONS],
            env=self._environment.env(),
            cwd=toolchain.project or Path(self._folder.name),
            read_only=self._environment.read_only,
            writable=Path(self._folder.name),
            limits=self._limits,
        )
        self._version, self._reason = 0, "crash"
        try:
            self._process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_LONGEST_MESSAGE,
                **options,
            )
            self._watcher = asyncio.create_task(self._watch(self._process.pid))
            capabilities = {"lean": {"incrementalDiagnosticSupport": True}}
            await self._send("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities}, 0)
            while (await self._receive()).get("id") != 0:
                pass
            await self._send("initialized", {})
        except (OSError, LeanDied) as error:
            await self.kill()
            raise UserError(f"Lean's language server does not start ({error}): see `lemmasmith doctor`.") from error

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def check(self, text: str) -> list[Message]:
        """Replace the document and wait for its messages. Raises LeanDied.

        Where it is cancelled, the server is still at work: `kill` it.
        """
        self._version += 1
        if self._version == 1:
            document = {"uri": self._uri, "languageId": "lean4", "version": 1, "text": text}
            await self._send("textDocument/didOpen", {"textDocument": document})
        else:
            change = {"textDocument": {"uri": self._uri, "version": self._version}, "contentChanges": [{"text": text}]}
            await self._send("textDocument/didChange", change)
        request = self._version
        await self._send("textDocument/waitForDiagnostics", {"uri": self._uri, "version": request}, request)
        found: list[dict[str, Any]] = []
        while True:
            message = await self._receive()
            method, params = message.get("method"), message.get("params") or {}
            if method == "textDocument/publishDiagnostics" and params.get("version") == request:
                if not params.get("isIncremental"):
                    found.clear()
                found += params["diagnostics"]
            elif method is not None and "id" in message:
                await self._write({"id": message["id"], "result": None})
            elif method is None and message.get("id") == request:
                if "error" in message:
                    raise LeanDied(self._reason)
                return _messages(text, found)

    async def ask(
        self,
        method: str,
        line: int | None = None,
        column: int | None = None,
        *,
        more: Mapping[str, Any] | None = None,
        whole: Mapping[str, Any] | None = None,
    ) -> Any:
        """Lean's answer to a request about the document as it was last checked; None where it has none.

        line, column: a position, from 0, the column in UTF-16 units as the protocol counts. more: further parameters;
        whole: all of them, in place of the document and the position. Raises LeanDied.
        """
        self._asked += 1
        request = f"ask-{self._asked}"
        params: dict[str, Any] = {"textDocument": {"uri": self._uri}, **(more or {})}
        if line is not None:
            params["position"] = {"line": line, "character": column or 0}
        params = params if whole is None else dict(whole)
        await self._send(method, params, request)
        while True:
            message = await self._receive()
            if message.get("method") is None and message.get("id") == request:
                return message.get("result")
            if message.get("method") is not None and "id" in message:
                await self._write({"id": message["id"], "result": None})

    def memory_mb(self) -> float:
        """Memory of the server and its workers that is their own, in megabytes."""
        return sandbox.resident_mb(self._process.pid) if self._process is not None else 0.0

    async def kill(self) -> None:
        """End the server and everything that it started."""
        if self._watcher is not None:
            self._watcher.cancel()
        process, self._process = self._process, None
        if process is not None:
            sandbox.kill_tree(process.pid)
            if process.stdin is not None:
                process.stdin.close()
            # Not process.kill(), which would take the exit status away from asyncio's own watcher.
            await process.wait()
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.cleanup()
            self._folder = None

    async def _watch(self, pid: int) -> None:
        while True:
            await asyncio.sleep(0.1)
            if (limit := sandbox.passed(pid, self._limits)) is not None:
                self._reason = limit
                sandbox.kill_tree(pid)
                return

    async def _send(self, method: str, params: dict[str, Any], request: int | str | None = None) -> None:
        await self._write({"method": method, "params": params} | ({} if request is None else {"id": request}))

    async def _write(self, message: dict[str, Any]) -> None:
        if self._process is None or self._process.stdin is None:
            raise LeanDied(self._reason)
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        try:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            await self._process.stdin.drain()
        except (OSError, RuntimeError) as error:
            raise LeanDied(self._reason) from error

    async def _receive(self) -> dict[str, Any]:
        if self._process is None or self._process.stdout is None:
            raise LeanDied(self._reason)
        stream = self._process.stdout
        try:
            head = await stream.readuntil(b"\r\n\r\n")
            length = int(re.search(rb"Content-Length: *(\d+)", head, re.IGNORECASE)[1])  # type: ignore[index]
            if length > _LONGEST_MESSAGE:
                self._reason = "output"
                raise LeanDied(self._reason)
            message = json.loads(await stream.readexactly(length))
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError, ValueError, TypeError) as error:
            raise LeanDied(self._reason) from error
        return message if isinstance(message, dict) else {}


def _messages(text: str, found: list[dict[str, Any]]) -> list[Message]:
    line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def offset(place: dict[str, int]) -> int:
        if place["line"] >= len(line_starts):
            return len(text)
        start = line_starts[place["line"]]
        units, here = place["character"], start
        while units > 0 and here < len(text):
            units -= 2 if ord(text[here]) > 0xFFFF else 1
            here += 1
        return here

    result = []
    for each in found:
        span = each.get("fullRange") or each["range"]
        tags = each.get("leanTags") or []
        result.append(
            Message(
                each.get("severity", 3),
                each["message"],
                offset(span["start"]),
                offset(span["end"]),
                _UNSOLVED_GOALS in tags or each["message"].startswith("unsolved goals\n"),
            )
        )
    return sorted(result, key=lambda message: message.start)

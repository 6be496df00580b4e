"""A terminal without a window: a real pseudo-terminal, and an emulator that knows what is on its screen."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pexpect
import pyte

COMMAND = [sys.executable, "-c", "from agent.cli import main; main()"]


class Terminal:
    """A program on a terminal of its own. It answers the program's questions, as terminals do."""

    def __init__(
        self,
        arguments: Sequence[str],
        folder: Path,
        variables: Mapping[str, str],
        *,
        columns: int = 80,
        rows: int = 24,
        term: str = "xterm-256color",
    ) -> None:
        kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS", "LINES"}}
        self.screen = pyte.HistoryScreen(columns, rows, history=5000, ratio=0.1)
        self.screen.write_process_input = self._answer  # type: ignore[method-assign]
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            arguments[0],
            list(arguments[1:]),
            cwd=str(folder),
            env={**kept, "TERM": term, **variables},
            dimensions=(rows, columns),
            timeout=5,
        )
        self.child.delaybeforesend = None

    def _answer(self, data: str) -> None:
        if self.child.isalive():
            self.child.send(data)

    def pump(self, seconds: float = 0.05) -> bool:
        """Take in what the program writes; False when it has ended."""
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True

    @property
    def lines(self) -> list[str]:
        """What is on the screen now."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def transcript(self) -> str:
        """Everything that was shown, what has scrolled away included."""
        above = []
        for row in self.screen.history.top:
            above.append("".join(row[x].data for x in range(self.screen.columns)).rstrip())
        return "\n".join([*above, *self.lines])

    def wait(self, what: str | Callable[[], bool], timeout: float = 60) -> None:
        """Until something is shown, or holds."""
        found = (lambda: what in self.transcript) if isinstance(what, str) else what
        deadline = time.monotonic() + timeout
        while not found():
            alive = self.pump()
            if found():
                return
            assert alive, f"it ended before {what!r}:\n{self.transcript}"
            assert time.monotonic() < deadline, f"no {what!r} in {timeout:g} s:\n{self.transcript}"

    def settle(self) -> None:
        """Until nothing more comes for a moment: a prompt is drawn in several pieces."""
        seen = -1
        while seen != len(self.raw):
            seen = len(self.raw)
            self.pump(0.15)

    def type(self, keys: str) -> None:
        self.child.send(keys.encode())

    def enter(self, line: str) -> None:
        """Type a line and Enter."""
        self.type(line + "\r")

    @property
    def shown(self) -> str:
        """As `transcript`, without the bar at the bottom."""
        return "\n".join(line for line in self.transcript.split("\n") if not line.endswith("  :help"))

    def do(self, line: str, until: str, timeout: float = 60) -> str:
        """Enter a line and wait for something that comes behind it, and the prompt; what was shown in between."""
        before = self.shown.count(until)
        self.enter(line)
        self.wait(lambda: self.shown.count(until) > before and self.ready, timeout)
        self.settle()
        return self.shown.rsplit("\n>", 2)[1]

    @property
    def ready(self) -> bool:
        """Whether the prompt waits for a line."""
        here = self.lines[self.screen.cursor.y] if self.screen.cursor.y < len(self.lines) else ""
        return here.rstrip() == ">"

    def ended(self, timeout: float = 20) -> int:
        """Wait for the end of the program; its exit code, or minus the signal that ended it."""
        deadline = time.monotonic() + timeout
        while self.pump():
            assert time.monotonic() < deadline, f"it goes on:\n{self.transcript}"
        self.child.close()
        signal = self.child.signalstatus
        return -signal if signal is not None else int(self.child.exitstatus or 0)

    def close(self) -> None:
        self.child.close(force=True)

"""A small file to prove things in, and the program that does it: through a pipe, or on a terminal."""

from __future__ import annotations

import os
import select
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from .emulator import COMMAND, Terminal

FILE = """theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  sorry

theorem twice (n : Nat) : n + n = 2 * n := by
  sorry
"""


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "small.lean"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture
def variables(tmp_path: Path) -> dict[str, str]:
    return {"LEMMASMITH_HOME": str(tmp_path / "home"), "LEMMASMITH_TOOLCHAIN": "embedded"}


Piped = Callable[..., Ran]


@pytest.fixture
def piped(file: Path, variables: dict[str, str]) -> Piped:
    """Runs a session on the small file with these lines on its standard input."""

    def run(*lines: str, options: tuple[str, ...] = (), to: Path = file) -> Ran:
        done = subprocess.run(
            [*COMMAND, "session", to.name, *options],
            input="".join(line + "\n" for line in lines),
            cwd=to.parent,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@dataclass
class Coprocess:
    """A session whose lines come one by one."""

    process: subprocess.Popen[bytes]
    said: str = ""

    def do(self, line: str, until: str) -> str:
        """Send a line, and read until some text has come."""
        assert self.process.stdin is not None
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        return self.read(until)

    def read(self, until: str) -> str:
        assert self.process.stdout is not None
        descriptor, deadline = self.process.stdout.fileno(), time.monotonic() + 60
        while until not in self.said:
            left = deadline - time.monotonic()
            ready = select.select([descriptor], [], [], max(0.0, left))[0]
            assert ready, f"no {until!r} in a minute: {self.said}"
            chunk = os.read(descriptor, 65536)
            assert chunk, f"it ended before {until!r}: {self.said}"
            self.said += chunk.decode()
        said, self.said = self.said, ""
        return said


@pytest.fixture
def coprocess(file: Path, variables: dict[str, str]) -> Iterator[Callable[..., Coprocess]]:
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> Coprocess:
        started.append(
            subprocess.Popen(
                [*COMMAND, "session", file.name, *options],
                cwd=file.parent,
                env={**os.environ, **variables},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
        )
        return Coprocess(started[-1])

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def terminal(file: Path, variables: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    """Starts a session on the small file, on a terminal of a given size."""
    started: list[Terminal] = []

    def start(*options: str, columns: int = 80, rows: int = 24, term: str = "xterm-256color", **more: str) -> Terminal:
        arguments = [*COMMAND, "session", file.name, *options]
        started.append(Terminal(arguments, file.parent, {**variables, **more}, columns=columns, rows=rows, term=term))
        return started[-1]

    yield start
    for each in started:
        each.close()


def lean_processes(parent: int) -> list[int]:
    """The Lean processes below a process that hold proof states, by their ids."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    below = {parent}
    while more := {child for child, above in parents.items() if above in below} - below:
        below |= more
    found = []
    for each in below - {parent}:
        try:
            command = (Path("/proc") / str(each) / "cmdline").read_bytes()
        except OSError:
            continue
        if b"lean" in command.lower() and not any(above == each for above in parents.values()):
            found.append(each)
    return found


def busy(parent: int) -> None:
    """Wait until a Lean process below this one is at work."""

    def used() -> int:
        total = 0
        for each in lean_processes(parent):
            try:
                words = (Path("/proc") / str(each) / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            total += int(words[11]) + int(words[12])
        return total

    before = used()
    deadline = time.monotonic() + 60
    while used() < before + 30 and time.monotonic() < deadline:  # hundredths of a second
        time.sleep(0.05)

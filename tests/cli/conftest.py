"""The command line as a user runs it: a process of its own, a store of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def is_one_sentence(self, *words: str) -> None:
        """Exit code 2, nothing on standard output, one line on standard error that has all the words."""
        assert self.code == 2, (self.code, self.out, self.err)
        assert self.out == ""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        for word in words:
            assert word in lines[0]


Run = Callable[..., Ran]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def lemmasmith(home: Path, tmp_path: Path) -> Run:
    """Runs `lemmasmith` with arguments, in `tmp_path`, with `LEMMASMITH_HOME` at `home`."""

    def run(*arguments: str | Path, timeout: float = 240, **variables: str) -> Ran:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("OPENAI_")}
        environment = {**kept, "LEMMASMITH_HOME": str(home), "LEMMASMITH_TOOLCHAIN": "embedded", **variables}
        done = subprocess.run(
            [sys.executable, "-c", "from agent.cli import main; main()", *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def lean_file(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes a Lean file into `tmp_path`."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write

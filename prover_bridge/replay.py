"""Re-checking a theorem with Lean's kernel, from an empty environment, in a process of its own.

Whatever the theorem reaches is declared anew, imports included. One process serves many files: imported constants
that it has checked stay declared, a file's own are forgotten with the file.
"""

from __future__ import annotations

import base64
import contextlib
import json
import select
import subprocess
import sys
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prover_bridge import olean, sandbox
from prover_bridge.deadline import at_most
from prover_bridge.expression import Name
from prover_bridge.keys import CircularError
from prover_bridge.library import FileScope, Library
from prover_bridge.toolchain import EMBEDDED_VERSION, bare_embedded, check_library, embedded_library

STACK_MB = 1024  # the kernel recurses with the depth of terms; limits on depth are its own
_WORKER = "prover_bridge.kernel_worker"
KERNEL = f"Lean {EMBEDDED_VERSION}'s kernel"


@dataclass(frozen=True)
class Replayed:
    """passed: None where the kernel's process met a limit or died. detail: why not, or what was re-checked."""

    passed: bool | None
    detail: str


def order(scope: FileScope | Library, roots: Iterable[Name]) -> list[Name]:
    """The roots and all that they reach, each constant after those that it needs.

    Raises CircularError, UnknownConstantError or LevelError where the declarations make no sense.
    """
    done: dict[Name, None] = {}
    open_: set[Name] = set()
    stack = list(roots)
    while stack:
        name = stack[-1]
        if name in done:
            stack.pop()
            continue
        missing = [need for need in scope.facts(name).needs if need not in done]
        if not missing:
            done[name] = None
            open_.discard(name)
            continue
        open_.add(name)
        circle = next((need for need in missing if need in open_), None)
        if circle is not None:
            raise CircularError(f"{name} and {circle} depend on each other in a circle")
        stack.extend(missing)
    return list(done)


class Replayer:
    """A kernel process for the files of one environment. Started when made; `close` ends it. Not for several threads.

    Raises UserError (from making it) where the embedded runtime, whose kernel is used, is missing or altered.
    """

    def __init__(self, library: Library, limits: sandbox.Limits, trusted: Collection[Name] = ()) -> None:
        """trusted: imported modules whose constants are declared without a check (`imports` says when)."""
        self._library = library
        self.limits = limits
        self.trusted = set(trusted)
        self._numbers = {module: number for number, module in enumerate(library.paths)}
        self._process: subprocess.Popen[bytes] | None = None
        self._buffer = b""
        self._seconds = limits.seconds  # of the question that is asked
        self._file: bytes | None = None
        self._ready = False
        self._runtime = embedded_library()
        self.digest = check_library(self._runtime)
        self._start()

    def open(self, compiled: bytes) -> None:
        """The compiled file that the next theorems are of."""
        self._file = compiled
        self._ready = False

    def replay(self, scope: FileScope, names: list[Name]) -> Replayed:
        """Declare `names` (in order of dependency) of the open file and its imports."""
        imported = [name for name in names if name not in scope.module]
        own = [name for name in names if name in scope.module]
        groups = [*self._groups(imported), {"module": None, "trusted": False, "names": own}]
        done = self._replayed(groups, with_file=True)
        if not done.passed:
            return done
        told = f"{KERNEL} accepts it and the {len(names) - 1} constants that it reaches"
        on_trust = sum(len(group["names"]) for group in groups if group["trusted"])
        return Replayed(True, told + (f" ({on_trust} imported ones not anew)" if on_trust else ""))

    def replay_imports(self, names: list[Name]) -> Replayed:
        """Declare imported constants (in order of dependency)."""
        return self._replayed(self._groups(names), with_file=False)

    def _groups(self, imported: Iterable[Name]) -> list[dict[str, Any]]:
        groups: list[dict[str, Any]] = []
        for name in imported:
            module = self._library.module_of(name) or ""
            number = self._numbers[module]
            if not groups or groups[-1]["module"] != number:
                groups.append({"module": number, "trusted": module in self.trusted, "names": []})
            groups[-1]["names"].append(name)
        return groups

    def _replayed(self, groups: list[dict[str, Any]], with_file: bool) -> Replayed:
        self._seconds = at_most(self.limits.seconds)
        deadline = time.monotonic() + self._seconds
        if not self._prepare(deadline, with_file):
            return Replayed(None, "the kernel's process did not start in time, or died")
        answer = self._ask({"replay": groups}, deadline)
        if answer.get("ok"):
            return Replayed(True, KERNEL)
        if "rejected" in answer:
            what = f"{answer['constant']}: " if answer["constant"] else ""
            return Replayed(False, f"{KERNEL} rejects {what}{answer['rejected']}")
        return Replayed(None, str(answer["undecided"]))

    def close(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            sandbox.kill_tree(process.pid)
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    if stream:
                        stream.close()

    def _start(self) -> None:
        package = Path(__file__).resolve().parent
        runtime = bare_embedded(self._runtime, self.digest)
        folders = [path.parent for path in self._library.paths.values()]
        # Loaded by its own path: a sandbox need not show what else lies beside the package.
        load = f"u.spec_from_file_location({package.name!r}, {str(package / '__init__.py')!r})"
        run = (
            f"import sys, importlib.util as u; s = {load}; p = sys.modules[s.name] = u.module_from_spec(s); "
            f"s.loader.exec_module(p); import {_WORKER} as w; w.main()"
        )
        python = [sys.executable, "-I", "-S", "-c", run, str(self._runtime), str(self.limits.memory_mb)]
        argv = ["/bin/sh", "-c", f'ulimit -s {STACK_MB * 1024} 2>/dev/null; exec "$@"', "sh", *python]
        command, options = sandbox.wrap(
            argv,
            env={"LC_ALL": "C.UTF-8"},
            cwd=Path("/"),
            read_only=[*runtime.read_only, package, *dict.fromkeys(folders)],
            writable=None,
            limits=self.limits,
        )
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options
        )
        self._buffer, self._ready = b"", False
        modules = self._library.modules
        files = [
            {"files": [str(part) for part in olean.parts_of(path)], "sha256": modules[name].sha256}
            for name, path in self._library.paths.items()
        ]
        self._write({"modules": files})
        self._greetings = 2  # "I am up", and the answer to the list of modules

    def _prepare(self, deadline: float, with_file: bool) -> bool:
        process = self._process
        grown = process is not None and sandbox.resident_mb(process.pid) > self.limits.memory_mb / 2
        if process is None or process.poll() is not None or grown:  # the kernel's objects are never freed
            self.close()
            self._start()
        while self._greetings:
            answer: dict[str, Any] = {}
            try:
                answer = self._read(deadline)
            finally:
                if not answer.get("ok"):
                    self.close()
            if not answer.get("ok"):
                return False
            self._greetings -= 1
        if not self._ready and with_file:
            self._ready = bool(self._ask({"file": base64.b64encode(self._file or b"").decode()}, deadline).get("ok"))
        return self._ready or not with_file

    def _ask(self, request: dict[str, Any], deadline: float) -> dict[str, Any]:
        answer: dict[str, Any] = {"undecided": ""}
        try:
            self._write(request)
            answer = self._read(deadline)
        finally:
            # It died, is busy still, has used up its memory, or we were interrupted: an answer that comes too late
            # must not be taken for one to the next question.
            if "undecided" in answer:
                self.close()
        return answer

    def _write(self, request: dict[str, Any]) -> None:
        process = self._process
        if process is not None and process.stdin is not None:
            with contextlib.suppress(OSError):  # a process that died says so when it is read from
                process.stdin.write(json.dumps(request).encode() + b"\n")
                process.stdin.flush()

    def _read(self, deadline: float) -> dict[str, Any]:
        """One answer; `undecided` where the process dies or passes a limit."""
        process = self._process
        assert process is not None and process.stdout is not None
        while b"\n" not in self._buffer:
            if time.monotonic() > deadline:
                return {"undecided": f"time: the kernel took more than {self._seconds:.3g} seconds"}
            if sandbox.resident_mb(process.pid) > self.limits.memory_mb:
                return {"undecided": f"memory: the kernel took more than {self.limits.memory_mb} MB"}
            if select.select([process.stdout], [], [], 0.1)[0]:
                chunk = process.stdout.read1(65536)  # type: ignore[attr-defined]
                if not chunk:
                    return {"undecided": "crash: the kernel's process died"}
                self._buffer += chunk
        line, _, self._buffer = self._buffer.partition(b"\n")
        answer = json.loads(line)
        return answer if isinstance(answer, dict) else {"undecided": "crash: the kernel's process gave no answer"}

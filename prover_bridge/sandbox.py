"""Running processes that elaborate text which is not ours: limits always, bubblewrap where it works.

Limits come from `ulimit` in a small shell prefix rather than from a `preexec_fn`, so that they also hold for
processes that another library starts for us, and so that nothing runs between fork and exec in a threaded
program. Memory is watched from outside: Lean reserves a gigabyte of address space for each thread's stack, so
a limit on address space tight enough to matter would keep it from starting.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from prover_bridge.errors import UserError

Outcome = Literal["ok", "timeout", "memory", "output", "crash"]

# Address space that Lean takes beyond what it uses: its threads' stacks, the mapped library and modules.
_RESERVED_MB = 64 * 1024
_WATCH_SECONDS = 0.05
# Folders of the system that programs need to start at all (their loader and libraries).
_SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",  # the language server reads it
    "/etc/alternatives",
    "/nix/store",
)


@dataclass(frozen=True)
class Limits:
    """What a process and its children may take.

    seconds: wall time (one-shot processes only). memory_mb: resident memory of all of them together.
    file_mb: size of one file they write. processes: tasks (processes and threads) above those that now run.
    output_bytes: standard output and standard error, each (one-shot processes only).
    """

    seconds: float = 60.0
    memory_mb: int = 4096
    file_mb: int = 512
    processes: int = 256
    output_bytes: int = 16 * 1024 * 1024


@dataclass(frozen=True)
class Completed:
    """A one-shot process that has ended. outcome: "ok" where it ended by itself, whatever its return code.

    returncode: negative where a signal ended it. stdout, stderr: text, invalid UTF-8 replaced, cut off at
    the limit.
    """

    returncode: int
    stdout: str
    stderr: str
    outcome: Outcome
    seconds: float


def run(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    read_only: Sequence[Path],
    writable: Path | None,
    limits: Limits | None = None,
    stdin: bytes = b"",
) -> Completed:
    """Run a process to its end inside the sandbox; neither it nor a child of it outlives the call.

    Under bubblewrap the call waits until the last process of its world is dead, so that what lies in `writable`
    afterwards has no writer any more.

    Raises UserError where the program cannot be started.
    """
    limits = limits or Limits()
    command, options = wrap(argv, env=env, cwd=cwd, read_only=read_only, writable=writable, limits=limits)
    info: tuple[int, int] | None = None
    if prefix := _bubblewrap():
        info = os.pipe()
        command[len(prefix) : len(prefix)] = ["--info-fd", str(info[1])]
        options["pass_fds"] = (info[1],)
    started = time.monotonic()
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options
        )
    except OSError as error:
        if info is not None:
            os.close(info[0])
        raise UserError(f"`{argv[0]}` cannot be started: {error}.") from error
    finally:
        if info is not None:
            os.close(info[1])
    world = _first_of_its_world(info[0]) if info is not None else None
    watch = _Watch(process, limits)
    try:
        watch.wait(stdin, started + limits.seconds)
    finally:
        kill_tree(process.pid)
        process.wait()
        if world is not None:
            _await_end(world)
    outcome = watch.outcome
    # bubblewrap and the shell report a child's death by a signal as 128 + its number.
    returncode = 128 - process.returncode if process.returncode > 128 else process.returncode
    if outcome == "ok" and returncode < 0:
        outcome = "crash"
    texts = [bytes(buffer).decode("utf-8", "replace") for buffer in watch.buffers]
    return Completed(returncode, texts[0], texts[1], outcome, time.monotonic() - started)


def _first_of_its_world(info: int) -> int | None:
    """A handle on process 1 inside bubblewrap, of which bubblewrap tells on the pipe `info`; closes the pipe."""
    text = b""
    with contextlib.suppress(OSError, ValueError, KeyError, AttributeError):
        while b"}" not in text and (chunk := os.read(info, 4096)):
            text += chunk
        os.close(info)
        return os.pidfd_open(int(json.loads(text)["child-pid"]))
    return None


def _await_end(world: int) -> None:
    """Wait until process 1 of a world is dead, which it is when all others in it are. Closes the handle."""
    with contextlib.suppress(OSError):
        if not select.select([world], [], [], 0)[0]:
            signal.pidfd_send_signal(world, signal.SIGKILL)
            select.select([world], [], [], 10)
    os.close(world)


def wrap(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    read_only: Sequence[Path],
    writable: Path | None,
    limits: Limits | None = None,
) -> tuple[list[str], dict[str, Any]]:
    """The command that runs `argv` in the sandbox, and keyword arguments for `subprocess.Popen`.

    For processes that live long: their owner watches `resident_mb` and ends them with `kill_tree`.
    """
    limits = limits or Limits()
    variables = dict(env)
    if writable is not None:
        variables.setdefault("HOME", str(writable))
        variables.setdefault("TMPDIR", "/tmp" if _bubblewrap() else str(writable))
    command = [*_dies_with_parent(), *_limited(argv, limits)]
    if prefix := _bubblewrap():
        command = [*prefix, *_mounts(read_only, writable), "--chdir", str(cwd), "--", *_limited(argv, limits)]
    return command, {"env": variables, "cwd": cwd, "start_new_session": True, "close_fds": True}


def layer() -> str:
    """Which protection is active: "bubblewrap + resource limits" or "resource limits only"."""
    return "bubblewrap + resource limits" if _bubblewrap() else "resource limits only"


def _limited(argv: Sequence[str], limits: Limits) -> list[str]:
    tasks = _tasks_now() + limits.processes
    address_kb = (limits.memory_mb + _RESERVED_MB) * 1024
    script = (
        f"ulimit -c 0; ulimit -v {address_kb} 2>/dev/null; ulimit -f {limits.file_mb * 2048} 2>/dev/null; "
        # Debian's sh names the number of processes -p, other shells -u.
        f'ulimit -p {tasks} 2>/dev/null || ulimit -u {tasks} 2>/dev/null; exec "$@"'
    )
    return ["/bin/sh", "-c", script, "sh", *map(str, argv)]


def _tasks_now() -> int:
    """Tasks on this machine, since the system's own limit counts all that its user runs (0 where unknown)."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
    except (OSError, ValueError, IndexError):
        return 1024


@functools.cache
def _dies_with_parent() -> tuple[str, ...]:
    setpriv = shutil.which("setpriv")
    command = (setpriv, "--pdeathsig", "KILL") if setpriv else ()
    return command if command and _starts([*command, "/bin/sh", "-c", "exit 0"]) else ()


@functools.cache
def _bubblewrap() -> tuple[str, ...]:
    """bubblewrap with the options that work here, or nothing: it is really started once to find out."""
    program = shutil.which("bwrap")
    if program is None or not sys.platform.startswith("linux") or os.environ.get("LEMMASMITH_BUBBLEWRAP") == "off":
        return ()
    base = [program, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    base += ["--uid", "65534", "--gid", "65534", "--dev", "/dev"]
    size = ["--size", str(256 * 1024 * 1024)]
    for proc in (["--proc", "/proc"], []):  # inside some containers a fresh /proc may not be mounted
        for limit in (size, []):  # bubblewrap before 0.7 has no --size
            prefix = [*base, *proc, *limit, "--tmpfs", "/tmp"]
            if _starts([*prefix, *_mounts([], None), "--", "/bin/sh", "-c", 'test -z "$(ls /tmp)"']):
                return tuple(prefix)
    return ()


def _starts(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=10, check=False, cwd="/").returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _mounts(read_only: Sequence[Path], writable: Path | None) -> list[str]:
    shown: list[str] = []
    for folder in _SYSTEM:
        shown += ["--ro-bind-try", folder, folder]
    # Outer folders first, so that an inner mount is not hidden by the one around it.
    for path in sorted({Path(p) for p in read_only}, key=lambda p: len(p.parts)):
        shown += ["--ro-bind-try", str(path), str(path)]
        if path.is_symlink() or path.resolve() != path:
            shown += ["--ro-bind-try", str(path.resolve()), str(path.resolve())]
    if writable is not None:
        shown += ["--bind", str(writable), str(writable)]
    return shown


class _Watch:
    """Feeds and empties the pipes of a process, and ends it at the first limit that it passes."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self.outcome: Outcome = "ok"
        self.buffers = (bytearray(), bytearray())
        self._process = process
        self._limits = limits
        self._overflow = threading.Event()

    def wait(self, stdin: bytes, deadline: float) -> None:
        process = self._process
        assert process.stdin and process.stdout and process.stderr
        threads = [
            threading.Thread(target=self._read, args=(stream, buffer), daemon=True)
            for stream, buffer in zip((process.stdout, process.stderr), self.buffers, strict=True)
        ]
        threads.append(threading.Thread(target=self._write, args=(process.stdin, stdin), daemon=True))
        for thread in threads:
            thread.start()
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_WATCH_SECONDS)
                break
            if self._overflow.is_set():
                self.outcome = "output"
            elif time.monotonic() > deadline:
                self.outcome = "timeout"
            elif resident_mb(process.pid) > self._limits.memory_mb:
                self.outcome = "memory"
            else:
                continue
            kill_tree(process.pid)
        kill_tree(process.pid)  # a child may still hold the pipes open
        for thread in threads:
            thread.join(timeout=5)
        if self._overflow.is_set():
            self.outcome = "output"

    def _read(self, stream: IO[bytes], buffer: bytearray) -> None:
        limit = self._limits.output_bytes
        with contextlib.suppress(OSError, ValueError):
            while chunk := os.read(stream.fileno(), 65536):
                buffer += chunk[: max(0, limit - len(buffer))]
                if len(buffer) >= limit:
                    self._overflow.set()
                    break
        stream.close()

    @staticmethod
    def _write(stream: IO[bytes], data: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            stream.write(data)
        with contextlib.suppress(OSError, ValueError):
            stream.close()


def descendants(pid: int) -> list[int]:
    """Process ids below `pid`, itself first (itself alone where the system has no /proc)."""
    found = [pid]
    for parent in found:
        with contextlib.suppress(OSError):
            for task in Path(f"/proc/{parent}/task").iterdir():
                with contextlib.suppress(OSError):
                    found += map(int, (task / "children").read_text().split())
    return found


def resident_mb(pid: int) -> float:
    """Memory of `pid` and everything below it that is its own (not shared with a file), in megabytes."""
    pages = 0
    for each in descendants(pid):
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = Path(f"/proc/{each}/statm").read_text().split()
            pages += int(fields[1]) - int(fields[2])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def kill_tree(pid: int) -> None:
    """End a process that was started in a session of its own, and everything below it."""
    below = descendants(pid)
    with contextlib.suppress(OSError):
        if os.getpgid(pid) == pid:
            os.killpg(pid, signal.SIGKILL)
    for each in below:
        with contextlib.suppress(OSError):
            os.kill(each, signal.SIGKILL)

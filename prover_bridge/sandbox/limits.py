"""What a process and its children may take: limits of the system, and a watch from outside for the others.

Memory and the number of tasks are watched from outside. Lean reserves a gigabyte of address space for each thread's
stack, so a limit on address space tight enough to matter would keep it from starting; and the system's own limit on
tasks counts all that one user runs, and does not hold for root.
"""

from __future__ import annotations

import contextlib
import math
import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from prover_bridge.sandbox import launch

Outcome = Literal["ok", "timeout", "memory", "output", "processes", "disk", "crash"]

# Address space that Lean takes beyond what it uses: its threads' stacks, the mapped library and modules.
_RESERVED_MB = 64 * 1024
_MOST_FILES = 10_000


@dataclass(frozen=True)
class Limits:
    """What a process and its children may take.

    seconds: wall time (one-shot processes only). memory_mb: resident memory of all of them together.
    file_mb: size of one file they write. disk_mb: size of all files in their private folder.
    processes: tasks (processes and threads) of theirs at one time. cpu_seconds: processor time of one process.
    output_bytes: standard output and standard error, each (one-shot processes only).
    """

    seconds: float = 60.0
    memory_mb: int = 4096
    file_mb: int = 512
    processes: int = 512
    output_bytes: int = 16 * 1024 * 1024
    cpu_seconds: float = 3600.0
    disk_mb: int = 2048


def system_limits(limits: Limits, *, own_user: bool) -> dict[str, int]:
    """Names of limits in Python's module `resource`, and their values.

    own_user: whether the process has a user of its own; else the limit on tasks counts whatever its user runs.
    """
    return {
        "RLIMIT_CORE": 0,
        "RLIMIT_AS": (limits.memory_mb + _RESERVED_MB) * 2**20,
        "RLIMIT_FSIZE": limits.file_mb * 2**20,
        "RLIMIT_NPROC": limits.processes + (0 if own_user else _tasks_now()),
        "RLIMIT_CPU": math.ceil(limits.cpu_seconds),
    }


def shell_prefix(limits: Limits) -> list[str]:
    """The same as a command that runs the words behind it, for where our own launcher does not stand before them."""
    known = system_limits(limits, own_user=False)
    script = (
        f"ulimit -c 0; ulimit -v {known['RLIMIT_AS'] // 1024} 2>/dev/null; "
        f"ulimit -f {known['RLIMIT_FSIZE'] // 512} 2>/dev/null; "
        # First a signal that says why, and a little later the end.
        f"ulimit -H -t {known['RLIMIT_CPU'] + launch.CPU_GRACE} 2>/dev/null; "
        f"ulimit -S -t {known['RLIMIT_CPU']} 2>/dev/null; "
        # Debian's sh names the number of processes -p, other shells -u.
        f"ulimit -p {known['RLIMIT_NPROC']} 2>/dev/null || ulimit -u {known['RLIMIT_NPROC']} 2>/dev/null; "
        'exec "$@"'
    )
    return ["/bin/sh", "-c", script, "sh"]


def passed(pid: int, limits: Limits, folder: Path | None = None) -> Outcome | None:
    """The limit that a process and those below it have passed, if any. folder: their private one, if it counts."""
    below = descendants(pid)
    if _memory_mb(below) > limits.memory_mb:
        return "memory"
    if _tasks(below) > limits.processes:
        return "processes"
    if folder is not None and _is_too_large(folder, limits.disk_mb):
        return "disk"
    return None


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
    return _memory_mb(descendants(pid))


def _memory_mb(processes: list[int]) -> float:
    pages = 0
    for each in processes:
        with contextlib.suppress(OSError, ValueError, IndexError):
            fields = Path(f"/proc/{each}/statm").read_text().split()
            pages += int(fields[1]) - int(fields[2])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _tasks(processes: list[int]) -> int:
    count = 0
    for each in processes:
        with contextlib.suppress(OSError):
            count += len(os.listdir(f"/proc/{each}/task"))  # noqa: PTH208
    return count


def kill_tree(pid: int) -> None:
    """End a process that was started in a session of its own, and everything below it, groups as a whole."""
    for each in descendants(pid):
        with contextlib.suppress(OSError):
            # Only of a process that is known to be below, so that no other group is hit.
            if os.getpgid(each) == each:
                os.killpg(each, signal.SIGKILL)
        with contextlib.suppress(OSError):
            os.kill(each, signal.SIGKILL)


def _tasks_now() -> int:
    """Tasks on this machine, since the system's own limit counts all that its user runs."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[2])
    except (OSError, ValueError, IndexError):
        return 1024


def _is_too_large(folder: Path, most_mb: int) -> bool:
    size = files = 0
    waiting = [str(folder)]
    while waiting:
        with contextlib.suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                files += 1
                with contextlib.suppress(OSError):
                    size += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                if size > most_mb * 2**20 or files > _MOST_FILES:
                    return True
    return False

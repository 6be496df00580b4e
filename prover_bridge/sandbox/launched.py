"""The layers that our own launcher makes: namespaces, or Landlock with a filter of system calls, or none at all.

The launcher is `launch.py` beside this, a program of its own: what it does happens in a process with one thread,
after the fork and before the command, where this process may have many threads.
"""

from __future__ import annotations

import functools
import importlib.util
import marshal
import os
import secrets
import stat
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from prover_bridge.sandbox import seccomp
from prover_bridge.sandbox.layer import PYTHON, Ends, Job
from prover_bridge.sandbox.limits import shell_prefix, system_limits

_LAUNCH = Path(__file__).with_name("launch.py")
# Users that nobody has: each process of ours gets one of its own where we are root.
_FIRST_USER, _USERS = 1_900_000_000, 100_000_000
_NOBODY = 65534
# Capabilities: to give files away and read them again, to end another user's processes, to become one.
_TO_CHANGE_USER = (0, 1, 5, 6, 7)
_TO_MOUNT = (21,)
# Places to build a new root on: nothing of it is seen from outside.
_SCRATCH = ("/sys", "/mnt", "/srv", "/media", "/opt", "/run", "/var")
# Landlock keeps to paths, which need not be hidden; the few facts of the machine that programs ask for are shown.
_FACTS = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu")

Kind = Literal["namespaces", "landlock", "plain"]


def _command(kind: Kind, job: Job, user: int | None, shown: list[str], **more: Any) -> list[str]:
    spec = {
        "kind": kind,
        "parent": os.getpid(),
        "user": user,
        "cwd": str(job.cwd),
        "shown": shown,
        "writable": str(job.writable.absolute()) if job.writable is not None else None,
        "limits": system_limits(job.limits, own_user=user is not None and user >= _FIRST_USER),
        "filter": None,
        **more,
    }
    return [sys.executable, "-I", "-S", str(_LAUNCH), marshal.dumps(spec).hex(), *map(str, job.argv)]


def _filter(*, alone: bool = False, landlock: int = 0) -> bytes | None:
    if seccomp.missing():
        return None
    return seccomp.program(alone=alone, landlock=landlock)


class Namespaces:
    """Namespaces of mounts, processes, the network and communication, and a root with nothing but what is shown.

    As root, a user of the process's own takes the place of a user namespace, where such a one could read what is shown.
    """

    name = "namespaces"
    tmp: str | None = "/tmp"
    ends: Ends = "supervisor"

    def missing(self) -> str | None:
        if not sys.platform.startswith("linux"):
            return "only Linux has them"
        try:
            allowed = int(Path("/proc/sys/user/max_user_namespaces").read_text())
        except (OSError, ValueError):
            return "this kernel has no user namespaces"
        if os.geteuid() != 0 and not allowed:
            return "user namespaces are switched off (sysctl user.max_user_namespaces)"
        return None

    def parts(self) -> list[str]:
        own = _own_user(mounts=True) is not None and _reachable(PYTHON, from_root=False)
        user = ["unprivileged user"] if own else ["user namespace"]
        return ["namespaces", *user, *([] if seccomp.missing() else ["seccomp"])]

    def command(self, job: Job, info: int | None = None) -> list[str]:
        shown = job.shown()
        taken = [*shown, str(job.writable), str(_LAUNCH)]
        scratch = next(
            (place for place in _SCRATCH if Path(place).is_dir() and not any(_within(each, place) for each in taken)),
            "/sys",
        )
        user = _own_user(mounts=True) if _reachable(job.read_only, from_root=False) else None
        return _command("namespaces", job, user, shown, scratch=scratch, filter=_filter())


class Landlock:
    """Landlock for files and other processes, a filter of system calls for the network and the rest.

    As root, a user of the process's own where it could still reach what it is shown; else root without any power.
    version: of Landlock, to be used; by default the kernel's.
    """

    name = "landlock"
    tmp: str | None = None
    ends: Ends = "supervisor"

    def __init__(self, version: int | None = None) -> None:
        self._version = version

    @functools.cached_property
    def version(self) -> int:
        """Raises ImportError or OSError where there is no Landlock."""
        from landlockpy import abi_version
        from landlockpy.flags import LATEST_ABI

        return min(abi_version(), int(LATEST_ABI), self._version or 99)

    def missing(self) -> str | None:
        try:
            found = self.version
        except (ImportError, OSError) as error:
            return f"this kernel offers no Landlock ({error})"
        if found < 1:
            return "this kernel offers no Landlock"
        return seccomp.missing()

    def parts(self) -> list[str]:
        own = _own_user(mounts=False) is not None and _reachable(PYTHON, from_root=True)
        user = ["unprivileged user"] if own else ["root without powers"] if os.geteuid() == 0 else []
        return [f"Landlock {self.version}", "seccomp", *user]

    def command(self, job: Job, info: int | None = None) -> list[str]:
        needed = [*job.read_only, *([job.writable.parent] if job.writable is not None else [])]
        user = _own_user(mounts=False) if _reachable(needed, from_root=True) else None
        spec = importlib.util.find_spec("landlockpy")
        assert spec is not None and spec.origin is not None
        version = self.version
        rules = {"version": version, "packages": str(Path(spec.origin).parent.parent)}
        shown = [*job.shown(), *_FACTS]
        return _command("landlock", job, user, shown, landlock=rules, filter=_filter(alone=True, landlock=version))


class Plain:
    """No confinement: limits, and an end for everything that a call started as far as it can be found."""

    name = "none"
    tmp: str | None = None
    ends: Ends = "supervisor" if sys.platform.startswith("linux") else "found"

    def missing(self) -> str | None:
        return None

    def parts(self) -> list[str]:
        return ["no sandbox"]

    def command(self, job: Job, info: int | None = None) -> list[str]:
        if self.ends == "found":
            return [*shell_prefix(job.limits), *job.argv]
        return _command("plain", job, None, [])


def _own_user(*, mounts: bool) -> int | None:
    """A user for one process, where we may choose it. mounts: where we must also be able to make namespaces as root."""
    if os.geteuid() != 0 or not _has_powers((*_TO_CHANGE_USER, *(_TO_MOUNT if mounts else ()))):
        return None
    return _FIRST_USER + secrets.randbelow(_USERS) if _all_users() else _NOBODY


@functools.cache
def _has_powers(capabilities: tuple[int, ...]) -> bool:
    try:
        status = Path("/proc/self/status").read_text()
        powers = int(status.partition("\nCapEff:")[2].split()[0], 16)
    except (OSError, ValueError, IndexError):
        return False
    return all(powers & (1 << each) for each in capabilities)


@functools.cache
def _all_users() -> bool:
    """Whether numbers of users are not those of a container that has but a few."""
    try:
        lines = Path("/proc/self/uid_map").read_text().split("\n")
        ranges = [tuple(map(int, line.split())) for line in lines if line.strip()]
    except (OSError, ValueError):
        return False
    return any(first <= _FIRST_USER and first + count >= _FIRST_USER + _USERS for first, _, count in ranges)


def _reachable(paths: Sequence[Path], *, from_root: bool) -> bool:
    """Whether any user may read these files and folders (and go down to them from the root), by their modes.

    Modes deep inside a folder are taken to be like its own.
    """
    return all(_open_to_all(Path(path), from_root) for path in paths)


@functools.lru_cache(maxsize=512)
def _open_to_all(path: Path, from_root: bool) -> bool:
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
        own = stat.S_IROTH | (stat.S_IXOTH if stat.S_ISDIR(mode) else 0)
        above = real.parents if from_root else ()
        return mode & own == own and all(folder.stat().st_mode & stat.S_IXOTH for folder in above)
    except OSError:
        return True  # not there, so not needed


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder + "/")

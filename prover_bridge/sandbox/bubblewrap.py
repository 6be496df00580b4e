"""The layer bubblewrap: namespaces made by the program `bwrap`, which many systems carry or can install."""

from __future__ import annotations

import functools
import shutil
import subprocess
from collections.abc import Sequence

from prover_bridge.sandbox import seccomp
from prover_bridge.sandbox.layer import SYSTEM, Ends, Job
from prover_bridge.sandbox.limits import shell_prefix

_TMP_BYTES = 256 * 1024 * 1024


class Bubblewrap:
    name = "bubblewrap"
    tmp: str | None = "/tmp"
    ends: Ends = "world"

    def missing(self) -> str | None:
        if shutil.which("bwrap") is None:
            return "the program bwrap is not on PATH: install the package `bubblewrap`"
        return None if _prefix(shutil.which("bwrap")) else "bwrap is there but cannot make namespaces here"

    def parts(self) -> list[str]:
        return ["bubblewrap", *([] if seccomp.missing() else ["seccomp"])]

    def command(self, job: Job, info: int | None = None) -> list[str]:
        more = ["--info-fd", str(info)] if info is not None else []
        command = [*_prefix(shutil.which("bwrap")), *more, *_mounts(job)]
        if seccomp.missing():
            return [*command, "--chdir", str(job.cwd), "--", *shell_prefix(job.limits), *job.argv]
        # bubblewrap reads the filter from a descriptor: a shell opens the file, anew for each process.
        number = 8 if info == 9 else 9  # a shell of the smallest kind knows single digits
        command += ["--seccomp", str(number), "--chdir", str(job.cwd), "--", *shell_prefix(job.limits), *job.argv]
        script = f'filter=$1; shift; exec "$@" {number}<"$filter"'
        return ["/bin/sh", "-c", script, "sh", str(seccomp.file()), *command]


@functools.cache
def _prefix(program: str | None) -> tuple[str, ...]:
    """bubblewrap with the options that work here, or nothing: it is really started once to find out."""
    if program is None:
        return ()
    base = [program, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    base += ["--uid", "65534", "--gid", "65534", "--dev", "/dev", "--remount-ro", "/dev"]
    size = ["--size", str(_TMP_BYTES)]
    for proc in (["--proc", "/proc"], []):  # inside some containers a fresh /proc may not be mounted
        for limit in (size, []):  # bubblewrap before 0.7 has no --size
            prefix = [*base, *proc, *limit, "--tmpfs", "/tmp"]
            if _starts([*prefix, *_shown(SYSTEM), "--", "/bin/sh", "-c", 'test -z "$(ls /tmp)"']):
                return tuple(prefix)
    return ()


def _starts(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=60, check=False, cwd="/").returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _mounts(job: Job) -> list[str]:
    writable = ["--bind", str(job.writable), str(job.writable)] if job.writable is not None else []
    return [*_shown(job.shown()), *writable, "--remount-ro", "/"]


def _shown(paths: Sequence[str]) -> list[str]:
    return [word for path in paths for word in ("--ro-bind-try", path, path)]

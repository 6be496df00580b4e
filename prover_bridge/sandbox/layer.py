"""What every layer of protection has: what it is asked to run, and what it gives."""

from __future__ import annotations

import sys
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, Protocol

from prover_bridge.sandbox.limits import Limits

# Folders of the system that programs need to start at all (their loader and libraries).
SYSTEM = (
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
# What this very Python needs to start: the launcher, the probe and the embedded Lean run in it.
PYTHON = (Path(sys.prefix), Path(sys.base_prefix))


Ends = Literal["supervisor", "world", "found"]


@dataclass(frozen=True)
class Job:
    """A command to be confined. read_only: what it may see beside the system's programs; writable: its own folder."""

    argv: Sequence[str]
    cwd: Path
    read_only: Sequence[Path] = ()
    writable: Path | None = None
    limits: Limits = field(default_factory=Limits)
    env: Mapping[str, str] = field(default_factory=dict)

    def shown(self) -> list[str]:
        """Everything that may be read, outer folders first, each under its own name and under its real one."""
        paths = {path.absolute() for path in (*map(Path, SYSTEM), *map(Path, self.read_only))}
        paths |= {path.resolve() for path in paths if path.exists()}
        outer = {path for path in paths if not any(above in paths for above in path.parents)}
        return sorted(map(str, outer), key=lambda path: (path.count("/"), path))


@dataclass(frozen=True)
class Gives:
    """What a layer was seen to give on this machine.

    network: nothing can be reached, this machine's own ports and sockets included. home: files that are not shown
    cannot be read. toolchain: what is shown cannot be changed. tmp: no other's temporary files are seen or touched.
    processes: nothing outlives a call, and no process outside can be seen into or signalled.
    """

    network: bool = False
    home: bool = False
    toolchain: bool = False
    tmp: bool = False
    processes: bool = False

    @property
    def all(self) -> bool:
        return not self.lacks

    @property
    def lacks(self) -> list[str]:
        return [each.name for each in fields(self) if not getattr(self, each.name)]


class Layer(Hashable, Protocol):
    """One way of confining a process.

    name: also the value of LEMMASMITH_SANDBOX that chooses it. tmp: the temporary folder inside, None for the
    private folder. ends: how everything is ended that a call started: by its "supervisor", which is what is started
    and the last to end; with process 1 of its "world", of which it tells; or only as far as it is "found".
    """

    @property
    def name(self) -> str: ...
    @property
    def tmp(self) -> str | None: ...
    @property
    def ends(self) -> Ends: ...

    def missing(self) -> str | None:
        """Why it cannot be had here, as far as that is known without trying; None where it is worth a try."""

    def parts(self) -> list[str]:
        """What it is made of here, for people."""

    def command(self, job: Job, info: int | None = None) -> list[str]:
        """The command that runs a job. info: a descriptor on which it tells the process 1 of its world."""

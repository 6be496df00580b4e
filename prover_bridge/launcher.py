"""A Lean that can be started, whatever its origin, and the folder in which this program keeps what it compiles."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import platformdirs

# Kernel bugs of 2026 (lean4#14484, #14576, #14838) are mended from here on.
OLDEST_CERTIFYING = (4, 33, 1)

Kind = Literal["embedded", "elan", "lake", "path"]


@dataclass(frozen=True)
class Toolchain:
    """A Lean that can be started.

    lean, lake: command prefixes (argument vectors). lean_path: folders with compiled modules, in order.
    content_hash: SHA-256 (hex) that names this very toolchain. read_only: what a sandbox must show of it.
    """

    kind: Kind
    name: str
    version: str
    lean: tuple[str, ...]
    lake: tuple[str, ...]
    lean_path: tuple[Path, ...]
    content_hash: str
    read_only: tuple[Path, ...]
    project: Path | None = None

    def env(self, *more_path: Path) -> dict[str, str]:
        """Environment variables for a Lean process; nothing of the user's own environment but PATH and locale."""
        variables = {
            "PATH": os.pathsep.join(
                dict.fromkeys([str(Path(self.lake[0]).parent), str(Path(self.lean[0]).parent), "/usr/bin", "/bin"])
            ),
            "LC_ALL": "C.UTF-8",
            "LEAN_PATH": os.pathsep.join(map(str, (*more_path, *self.lean_path))),
            "LEAN_BACKTRACE": "0",
        }
        if self.kind == "embedded":
            variables["LEAN_WORKER_PATH"] = self.lean[0]
        return variables

    @property
    def can_certify(self) -> bool:
        """Whether its kernel is free of the known soundness bugs (SOUNDNESS: kernel bugs of 2026)."""
        numbers = tuple(int(part) for part in re.findall(r"\d+", self.version)[:3])
        return numbers >= OLDEST_CERTIFYING


def cache_folder() -> Path:
    """`LEMMASMITH_CACHE`, or the platform's cache folder of the user."""
    chosen = os.environ.get("LEMMASMITH_CACHE")
    return Path(chosen).expanduser().resolve() if chosen else Path(platformdirs.user_cache_dir("lemmasmith"))

"""An environment: a toolchain and what a file imports. Nothing is certified in general, only in one of these."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from prover_bridge import modules
from prover_bridge.launcher import Toolchain


@dataclass(frozen=True)
class Environment:
    """imports: module names of the header. folders: compiled local modules, ahead of the toolchain's own on the path.

    content_hash: SHA-256 (hex) of the toolchain and of everything imported that is not the toolchain's.
    """

    toolchain: Toolchain
    imports: tuple[str, ...]
    folders: tuple[Path, ...]
    content_hash: str

    @property
    def name(self) -> str:
        more = f" + {', '.join(self.imports)}" if self.imports else ""
        return self.toolchain.name + more

    @property
    def lean_path(self) -> tuple[Path, ...]:
        return (*self.folders, *self.toolchain.lean_path)

    @property
    def read_only(self) -> tuple[Path, ...]:
        """What a sandbox must show of it."""
        return (*self.toolchain.read_only, *self.folders)

    def env(self) -> dict[str, str]:
        """Variables for a Lean process in this environment."""
        return self.toolchain.env(*self.folders)


def of_text(toolchain: Toolchain, text: str, file: Path | None = None) -> Environment:
    """The environment of a Lean text; local modules that `file` imports are compiled into the cache first.

    Raises UserError where a local module does not compile.
    """
    names = tuple(name for name in modules.imports(text) if name != "Init")  # which every file imports
    sources = modules.local_sources(file, text) if file is not None and toolchain.kind != "lake" else {}
    parts = [toolchain.content_hash, *sorted(set(names))]
    folders: tuple[Path, ...] = ()
    if sources:
        built = modules.build(toolchain, sources)
        folders = (built.folder,)
        parts.append(built.content_hash)
    return Environment(toolchain, names, folders, hashlib.sha256("\n".join(parts).encode()).hexdigest())

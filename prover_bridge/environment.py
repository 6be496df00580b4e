"""An environment: a toolchain and what a file imports. Nothing is certified in general, only in one of these."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from prover_bridge import modules
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain, cache_folder


@dataclass(frozen=True)
class Environment:
    """imports: module names of the header. folders: compiled local modules, ahead of the toolchain's own on the path.

    content_hash: SHA-256 (hex) of the toolchain and of everything imported that is not the toolchain's.
    texts: the local modules, name and text, sorted; with them the environment can be made again elsewhere.
    """

    toolchain: Toolchain
    imports: tuple[str, ...]
    folders: tuple[Path, ...]
    content_hash: str
    texts: tuple[tuple[str, str], ...] = field(default=(), repr=False, compare=False)

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
    texts = tuple((name, sources[name].read_text(encoding="utf-8", errors="replace")) for name in sorted(sources))
    if sources:
        built = modules.build(toolchain, sources)
        folders = (built.folder,)
        parts.append(built.content_hash)
    return Environment(toolchain, names, folders, hashlib.sha256("\n".join(parts).encode()).hexdigest(), texts)


_MODULE = re.compile(r"[^\W\d][\w'!?]*(?:\.[^\W\d][\w'!?]*)*")


def with_modules(toolchain: Toolchain, text: str, local: Mapping[str, str]) -> Environment:
    """The environment of a text whose local modules are given as texts by name, as `Environment.texts` has them.

    Raises UserError where a name is no module name, or a module does not compile.
    """
    if not local:
        return of_text(toolchain, text)
    if bad := [name for name in local if not _MODULE.fullmatch(name) or name == "Init"]:
        raise UserError(f"{bad[0]!r} is no name of a local module.")
    digest = hashlib.sha256("\0".join(part for item in sorted(local.items()) for part in item).encode()).hexdigest()
    folder = cache_folder() / "modules" / "sources" / digest[:24]
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".sources-", dir=folder.parent) as name:
            fresh = Path(name) / "modules"
            for module, content in local.items():
                path = fresh.joinpath(*module.split(".")).with_suffix(".lean")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
            (fresh / "lean-toolchain").touch()  # marks the root, so that no folder above is searched
            try:
                fresh.rename(folder)
            except OSError:
                if not folder.is_dir():  # lost a race against another process
                    raise
    return of_text(toolchain, text, folder / "Text.lean")

"""Declarations by name: of the folders' files and of the compact core."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agent.interactive.mcp_tools.answers import Declaration
from agent.interactive.mcp_tools.folders import LARGEST_BYTES, Folders
from agent.proposers.theory import scan
from prover_bridge import modules

_MOST_FILES = 5000


class Index:
    """Reads each file once, and again when it changed."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self._read: dict[Path, tuple[float, list[tuple[str, str]]]] = {}

    def find(self, query: str, limit: int) -> list[Declaration]:
        """Names that have the query in them, without regard to case: the query itself first, then what it begins."""
        wanted = query.lower().strip()
        found: list[tuple[int, int, Declaration]] = []
        for path, shown in self._files():
            for name, kind in self._names(path):
                low = name.lower()
                if wanted in low:
                    found.append((_rank(low, wanted), len(name), Declaration(name=name, kind=kind, file=shown)))
        return [each for _, _, each in sorted(found, key=lambda one: (one[0], one[1], one[2].name))][:limit]

    def _files(self) -> Iterator[tuple[Path, str]]:
        for path in self.folders.files()[:_MOST_FILES]:
            yield path, self.folders.shown(path)
        for path in sorted(modules.CORE.rglob("*.lean")):
            yield path, f"core: {path.relative_to(modules.CORE)}"

    def _names(self, path: Path) -> list[tuple[str, str]]:
        try:
            stat = path.stat()
            if (known := self._read.get(path)) is not None and known[0] == stat.st_mtime:
                return known[1]
            text = path.read_text(encoding="utf-8", errors="replace") if stat.st_size <= LARGEST_BYTES else ""
        except OSError:
            return []
        theory = scan(text)
        names = [(name, "inductive") for name in theory.inductives]
        names += [(definition.name, "def") for definition in theory.definitions]
        names += [(law.name, "theorem") for law in theory.laws]
        self._read[path] = (stat.st_mtime, names)
        return names


def _rank(name: str, wanted: str) -> int:
    """How well a name fits: it is the word, its last part is, either begins with it, or it is somewhere inside."""
    last = name.rpartition(".")[2]
    if wanted in (name, last):
        return 0 if wanted == name else 1
    return 2 if name.startswith(wanted) or last.startswith(wanted) else 3

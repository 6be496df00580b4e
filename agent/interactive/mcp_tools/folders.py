"""Which files a client may name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prover_bridge.errors import UserError

LARGEST_BYTES = 4 << 20


class Folders:
    """Paths are taken from the first folder; links are followed before they are judged."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.roots = tuple(folder.resolve() for folder in folders)
        for given, root in zip(folders, self.roots, strict=True):
            if not root.is_dir():
                raise UserError(f"{given} is no folder: name the folders whose files clients may use.")

    def file(self, path: str) -> Path:
        """A Lean file in one of the folders. Raises UserError for anything else."""
        if "\0" in path or not path.strip():
            raise UserError("The path is empty or no path: give the path of a Lean file.")
        try:
            found = (self.roots[0] / path).resolve()
            if not any(found.is_relative_to(root) for root in self.roots):
                raise UserError(f"{path} lies outside of what this server may use ({self}).")
            if found.suffix != ".lean":
                raise UserError(f"{path} is no Lean file: its name does not end in .lean.")
            if not found.is_file():
                raise UserError(f"There is no file {path} in {self}.")
            if found.stat().st_size > LARGEST_BYTES:
                raise UserError(f"{path} is larger than {LARGEST_BYTES >> 20} MB.")
        except (OSError, RuntimeError, ValueError) as error:
            raise UserError(f"{path} cannot be read ({error}).") from error
        return found

    def files(self) -> list[Path]:
        """All Lean files in the folders, without those in hidden folders."""
        found: list[Path] = []
        for root in self.roots:
            for path in root.rglob("*.lean"):
                hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
                if not hidden and path.is_file():
                    found.append(path)
        return found

    def shown(self, path: Path) -> str:
        """A path as short as clients can give it."""
        return str(path.relative_to(self.roots[0])) if path.is_relative_to(self.roots[0]) else str(path)

    def __str__(self) -> str:
        return ", ".join(map(str, self.roots))

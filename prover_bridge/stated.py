"""The theorems of the imported library with their statements: premises for a search, and for people who look for one.

Printing them takes some seconds, so it is done once for an environment and kept in the cache. For reading only.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from prover_bridge import printer
from prover_bridge.compiled import theorems
from prover_bridge.constants import Constant
from prover_bridge.environment import Environment
from prover_bridge.errors import UserError
from prover_bridge.expression import Expr, Name
from prover_bridge.launcher import cache_folder
from prover_bridge.library import Library

# A larger library would take minutes and much memory to print; its names are still completed.
_MOST_CONSTANTS = 60_000
# Where the lemmas of decision procedures live, which nobody writes.
_MACHINERY = ("Lean.", "Lemmasmith.", "Int.Internal.", "Nat.Internal.", "_private.")


@dataclass(frozen=True)
class LibraryLaw:
    """statement: as certificates print it. module: where it is declared."""

    name: str
    statement: str
    module: str


@functools.lru_cache(maxsize=2)
def library_laws(environment: Environment) -> tuple[LibraryLaw, ...]:
    """All theorems that the imports of an environment state; none where it cannot be read or is too large."""
    try:
        library = Library(environment)
        if len(library) > _MOST_CONSTANTS:
            return ()
        kept = cache_folder() / "statements" / f"{library.content_hash}.json"
        with contextlib.suppress(OSError, ValueError, TypeError):
            return tuple(LibraryLaw(*row) for row in json.loads(kept.read_text(encoding="utf-8")))
        found = _printed(library)
    except UserError:
        return ()
    with contextlib.suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=kept.parent, prefix=".statements-")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump([(law.name, law.statement, law.module) for law in found], stream, ensure_ascii=False)
        Path(name).replace(kept)
    return found


def _printed(library: Library) -> tuple[LibraryLaw, ...]:
    def look_up(name: Name) -> Constant[Expr] | None:
        return library.constant(name) if name in library else None

    return tuple(
        LibraryLaw(name, printer.show(library.constant(name).type, look_up), module)
        for module, read in library.modules.items()
        for name in theorems(read)
        if not name.startswith(_MACHINERY)
    )

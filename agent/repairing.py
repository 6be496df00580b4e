"""New proofs of stored statements: the search that `lemmas recertify` hands to the memory."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path

from agent.memory import Memory
from agent.proposers.embedded import EmbeddedProposer
from agent.proving import Prover
from agent.run import Limits
from lemma_graph.recertify import Repair, Stale
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain


def repairer(memory: Memory, toolchain: Toolchain, limits: Limits, workers: int = 1) -> Repair:
    """A search with the embedded proposer and the memory; what it proves is certified and kept, as always."""

    def repair(stale: Stale) -> None:
        with tempfile.TemporaryDirectory(prefix="lemmasmith-repair-") as place:
            folder = Path(place)
            (folder / "lean-toolchain").touch()  # so that imports are looked for here only
            for module, text in stale.modules.items():
                path = folder.joinpath(*module.split(".")).with_suffix(".lean")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            file = folder / f"{_plain(stale.lemma.origin) or 'repaired'}.lean"
            # Under its own name, unless a module takes that; a statement that does not elaborate here is gone.
            for name in (stale.lemma.name, f"Repaired.{stale.lemma.name}"):
                file.write_text(stale.text(name), encoding="utf-8")
                with contextlib.suppress(UserError):
                    asyncio.run(_prove(file))
                    return

    async def _prove(file: Path) -> None:
        make: Callable[[object], list[EmbeddedProposer]] = lambda _: [EmbeddedProposer()]  # noqa: E731
        async with Prover(toolchain, make, memory=memory, limits=limits, workers=workers) as prover:
            await prover.prove_file(file)

    return repair


def _plain(origin: str) -> str:
    """A file name that tells where the lemma came from."""
    return "".join(c if c.isalnum() or c in "._-" else "_" for c in origin.split(":")[0])[:60].removesuffix(".lean")

"""What can be named in a tactic here: hypotheses, the file's own laws and definitions, the memory, the library."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator

from agent.interactive.proof import ProofInHand
from agent.interactive.readable import library_names
from agent.interactive.terminal.completion import Word
from agent.interactive.terminal.layout import clipped
from prover_bridge.environment import Environment

_WIDTH = 48
# Names that the compiler makes.
_MADE = re.compile(
    r"(^|\.)(_|match_\d|proof_\d|eq_\d|inst[A-Z]|term[A-Z_«]|tactic[A-Z_«]|noConfusion|casesOn|recOn|rec$|brecOn|below"
    r"|binductionOn|sizeOf_spec|injEq|ctorIdx|ctorElim|toCtorIdx|elim$)|\._|✝|«"
)


class InScope:
    """Words for completion. Those of the library are read once for an environment, in the background."""

    def __init__(self) -> None:
        self._library: dict[Environment, list[str]] = {}
        self._reading: asyncio.Task[None] | None = None

    def words(self, proof: ProofInHand) -> Iterator[Word]:
        """The nearest first."""
        if (goal := proof.focused) is not None:
            hypotheses = [h for h in reversed(goal.hypotheses) if "✝" not in h.name]
            yield from (Word(h.name, clipped(h.type, _WIDTH)) for h in hypotheses)
        theory = proof.theory
        yield from (Word(law.name, clipped(law.statement, _WIDTH)) for law in theory.laws)
        yield from (Word(each.name, "definition") for each in theory.definitions)
        for name, constructors in theory.inductives.items():
            yield from (Word(f"{name}.{each.name}", "constructor") for each in constructors)
        yield from (Word(name, clipped(each.statement, _WIDTH)) for name, each in proof.offered.items())
        yield from map(Word, self._library.get(proof.environment, ()))

    def read(self, environment: Environment) -> None:
        """Begin to read the names of what an environment imports."""
        if environment not in self._library:
            self._library[environment] = []
            self._reading = asyncio.ensure_future(self._read(environment))

    async def _read(self, environment: Environment) -> None:
        self._library[environment] = await asyncio.to_thread(_names, environment)


def _names(environment: Environment) -> list[str]:
    found = library_names(environment)
    return sorted((name for name in found if not _MADE.search(name)), key=lambda name: (len(name), name))

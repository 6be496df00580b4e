"""What the tools share: folders, documents, the run, the proofs in hand and the searches on them."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from mcp.server.mcpserver.exceptions import ToolError

from agent.interactive.background import Search
from agent.interactive.mcp_tools.documents import Documents
from agent.interactive.mcp_tools.folders import Folders
from agent.interactive.proof import ProofInHand
from agent.memory import Memory
from agent.run import Run
from prover_bridge.errors import UserError

MOST_PROOFS = 8
LONGEST_TEXT = 1 << 20

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """run: the options of all proofs; each has Lean processes of its own. documents: files as Lean reads them."""

    def __init__(self, run: Run, folders: Folders, documents: Documents) -> None:
        self.run = run
        self.folders = folders
        self.documents = documents
        self._proofs: dict[str, ProofInHand] = {}
        self._searches: dict[str, tuple[str, Search]] = {}
        self._numbers = {"proof": 0, "search": 0}

    @property
    def memory(self) -> Memory:
        """Raises UserError where the server runs without one."""
        if self.run.memory is None:
            raise UserError("This server has no memory: it was started with `--memory none`.")
        return self.run.memory

    async def open(self, path: Path, theorem: str | None, resume: bool) -> tuple[str, ProofInHand, bool]:
        """The proof of a theorem, its name here, and whether it was open already."""
        for name, proof in self._proofs.items():
            if proof.file == path and (theorem == proof.theorem or (theorem is None and not proof.finished)):
                return name, proof, True
        if len(self._proofs) >= MOST_PROOFS:
            there = ", ".join(f"{name} ({proof.theorem})" for name, proof in self._proofs.items())
            raise UserError(f"{MOST_PROOFS} proofs are open ({there}): close one with proof_close.")
        proof = await ProofInHand.open(self.run, path, theorem, resume=resume)
        name = self._next("proof")
        self._proofs[name] = proof
        return name, proof, False

    def proof(self, proof_id: str) -> ProofInHand:
        """Raises UserError where there is none of this name."""
        if proof_id not in self._proofs:
            there = ", ".join(self._proofs) or "none"
            raise UserError(f"There is no proof {proof_id[:40]!r}; open are: {there}. proof_open opens one.")
        return self._proofs[proof_id]

    async def close_proof(self, proof_id: str) -> None:
        """Close a proof, with the searches on it."""
        proof = self.proof(proof_id)
        del self._proofs[proof_id]
        self._searches = {name: pair for name, pair in self._searches.items() if pair[0] != proof_id}
        await proof.close()

    def begin_search(self, proof_id: str, seconds: float) -> tuple[str, Search]:
        """Set the agent on the focused goal of a proof."""
        search = self.proof(proof_id).search(seconds)
        name = self._next("search")
        self._searches[name] = (proof_id, search)
        return name, search

    def search(self, search_id: str) -> tuple[str, Search]:
        """A search, and the proof that it is for. Raises UserError where there is none of this name."""
        if search_id not in self._searches:
            there = ", ".join(self._searches) or "none"
            raise UserError(f"There is no search {search_id[:40]!r}; there are: {there}.")
        return self._searches[search_id]

    def _next(self, kind: str) -> str:
        self._numbers[kind] += 1
        return f"{kind}-{self._numbers[kind]}"

    async def close(self) -> None:
        """Close every proof and end every Lean process."""
        for name in list(self._proofs):
            await self.close_proof(name)
        await self.documents.close()


def told(tool: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """A tool whose UserErrors are answers that say what is wrong."""

    @functools.wraps(tool)
    async def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await tool(*args, **kwargs)
        except UserError as error:
            raise ToolError(str(error)) from error

    return wrapped


def limited(text: str, what: str) -> str:
    """A text of a client, unless it is too long."""
    if len(text) > LONGEST_TEXT:
        raise UserError(f"The {what} is longer than {LONGEST_TEXT} characters.")
    return text

"""What a session says is never believed: only a certificate makes a theorem proved."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from agent.memory import Memory
from agent.proposers import Proposal, ProposalQuery
from agent.proving import Prover
from agent.run import Limits
from lemma_graph.store import Store
from prover_bridge import toolchain
from prover_bridge.protocol import Goal, Hole, Outcome, TryLimits
from prover_bridge.worker import Position, Reply, Usage

CLAIM = "theorem claim (a b : Nat) : a + b = b := by\n  sorry\n"


class LyingWorker:
    """Says that every tactic closes every goal, as a session would that was taken in."""

    restarts = 0

    async def open(self, context: str, holes: Sequence[Hole]) -> list[tuple[Goal, ...]]:
        return [(Goal((), "a + b = b"),) for _ in holes]

    async def attempt(self, position: Position, tactics: Sequence[str], limits: TryLimits) -> list[Reply]:
        return [Reply(Outcome.CLOSED, 0.0) for _ in tactics]

    def depth(self, position: Position) -> int:
        return 0

    def forget(self, position: Position) -> None:
        pass

    def usage(self) -> Usage:
        return Usage()

    async def close(self) -> None:
        pass


class Says:
    """Proposes one tactic, whatever the goal is."""

    name = "says"
    uses_model = False
    patient = None

    def __init__(self, tactic: str) -> None:
        self.tactic = tactic

    async def propose(self, query: ProposalQuery) -> list[Proposal]:
        return [Proposal(self.tactic, 0.0, self.name)]


@pytest.mark.parametrize("tactic", ["exact sorry", "sorry", "rfl", "exact lcProof", "native_decide"])
def test_a_session_that_lies_proves_nothing(tactic: str, tmp_path: Path) -> None:
    file = tmp_path / "claim.lean"
    file.write_text(CLAIM)

    async def prove(store: Store) -> str:
        limits = Limits(seconds=60.0, lean_calls=20, model_calls=0)
        async with Prover(
            toolchain.embedded(),
            lambda _: [Says(tactic)],
            memory=Memory(store),
            limits=limits,
            make_worker=lambda environment, limits: LyingWorker(),
        ) as prover:
            report, text = await prover.prove_file(file)
            assert "sorry" in text
            [theorem] = report.theorems
            assert theorem.reason is not None and "not certified" in theorem.reason
            return theorem.status

    with Store.open(tmp_path / "memory.db") as store:
        assert asyncio.run(prove(store)) in ("failed", "undecided")
        assert store.stats().lemmas == 0

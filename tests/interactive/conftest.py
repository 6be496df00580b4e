"""A proof by hand in a real Lean, with a state folder of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from agent.interactive.proof import ProofInHand
from agent.memory import Memory
from agent.proposers.embedded import EmbeddedProposer
from agent.run import Limits, Run
from lemma_graph.policy import Parameters
from lemma_graph.store import Store
from prover_bridge import toolchain
from prover_bridge.pool import MakeWorker

OpenProof = Callable[..., AbstractAsyncContextManager[ProofInHand]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "work.lean"


@pytest.fixture
def open_proof(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenProof:
    """`async with open_proof(text)` is a proof of the first open theorem; without a text, of the file as it is."""
    monkeypatch.setenv("LEMMASMITH_HOME", str(tmp_path / "home"))

    @asynccontextmanager
    async def opened(
        text: str | None = None,
        theorem: str | None = None,
        *,
        resume: bool = False,
        store: Store | None = None,
        make_worker: MakeWorker | None = None,
    ) -> AsyncIterator[ProofInHand]:
        if text is not None:
            file.write_text(text, encoding="utf-8")
        more = {} if make_worker is None else {"make_worker": make_worker}
        async with Run(
            toolchain.embedded(),
            lambda _: [EmbeddedProposer()],
            # What else a proof shows is looked for in other tests.
            memory=Memory(store, Parameters(harvest_calls=0)) if store is not None else None,
            limits=Limits(seconds=60.0),
            **more,
        ) as run:
            proof = await ProofInHand.open(run, file, theorem, resume=resume)
            try:
                yield proof
            finally:
                await proof.close()

    return opened

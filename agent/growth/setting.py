"""A theory, the store that it grows in and the journal beside it, opened together and ready for a run."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

from agent.budget import Budget
from agent.growth import page, results
from agent.growth.ground import Ground
from agent.growth.ideas import ideas_for
from agent.growth.journal import Journal
from agent.growth.limits import EFFORTS, GrowthLimits
from agent.growth.protocol import GrowthTheory
from agent.growth.run import Ending, Growth, GrowthProgress
from agent.ideas import Choice, Ideas
from agent.memory import Memory
from agent.proposing import proposing
from agent.proving import Prover
from agent.run import Limits, Run
from lemma_graph.policy import Parameters
from lemma_graph.store import Store
from prover_bridge.protocol import TryLimits

_TACTIC = TryLimits(seconds=5.0)
_MODEL_CALLS = 40  # for conjectures, where the user sets no limit
_MOST_BEFORE = 2000  # lemmas of the graph before
# Searches at one time: beyond this many this program itself, which is one thread, would hold them up.
_MOST_LANES = 4


class Setting:
    """One theory in one store. A context manager."""

    def __init__(self, theory: GrowthTheory, store: Store, parameters: Parameters | None = None) -> None:
        """parameters: of the memory's policy. Raises UserError where theory or journal cannot be read."""
        self.theory = theory
        self.ground = Ground(theory)
        self.store = store
        store.describe(theory.environment)
        self.memory = Memory(store, parameters)
        identity = hashlib.sha256(f"{theory.environment.content_hash}\n{theory.context}".encode()).hexdigest()
        self.folder: Path = results.folder_of(store.path, theory.name, identity)
        self.journal = Journal(self.folder, theory.name, identity, self._before)
        self._opened: list[Store] = []  # of lanes

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.journal.close()
        for store in self._opened:
            store.close()

    def _before(self) -> list[str]:
        """Keys of the lemmas that hold in the theory now."""
        retriever = self.memory.retriever(self.theory.environment)
        return [lemma.key for lemma in retriever.latest(self.ground.available, _MOST_BEFORE)]

    async def run(
        self,
        limits: GrowthLimits,
        choice: Choice,
        workers: int,
        *,
        progress: Callable[[GrowthProgress], None] | None = None,
        found: Callable[[str, str], None] | None = None,
    ) -> Ending:
        """Grow within the limits; see `Growth`. workers: Lean processes for searches, one for each search where there
        are no more than four. Raises UserError where store, disk or model give out."""
        async with proposing(choice) as make, AsyncExitStack() as stack:
            lanes: list[Run] = []
            for number in range(max(1, min(workers, _MOST_LANES))):
                memory = self.memory if number == 0 else self._memory_of_its_own()
                prover = self.prover(choice.seed, max(1, workers // _MOST_LANES), memory)
                prover.proposers, prover.model, prover.turns = make, make.model, make.turns
                lanes.append(await stack.enter_async_context(prover))
            # Of what a model may do, half is for conjectures and the rest for proofs.
            thinking = Budget(
                max_model_calls=_MODEL_CALLS if limits.model_calls is None else limits.model_calls // 2,
                max_cost=None if limits.cost is None else limits.cost / 2,
            )
            growth = Growth(
                self.ground,
                lanes,
                self.store,
                self.journal,
                ideas_for(self.theory, choice.seed, model=make.model, budget=thinking),
                limits,
                thinking=thinking,
                progress=progress,
                found=found,
            )
            return await growth.run()

    def _memory_of_its_own(self) -> Memory:
        """The store once more, for a lane: what indexes hold is not for two threads."""
        self._opened.append(Store.open(self.store.path))
        return Memory(self._opened[-1], self.memory.parameters)

    def prover(self, seed: int, workers: int, memory: Memory | None = None) -> Prover:
        """Searches as a run makes them, with the built-in rules. memory: other than the setting's own."""
        hardest = EFFORTS[-1]
        limits = Limits(hardest.seconds, hardest.lean_calls, hardest.model_calls, tactic=_TACTIC)
        return Prover(
            self.theory.environment.toolchain,
            Ideas(Choice(seed=seed)),
            memory=memory or self.memory,
            limits=limits,
            seed=seed,
            workers=workers,
        )

    def report(self, ending: str | None) -> dict[str, Any]:
        """What grew, in every run so far (`agent.growth.results.report`)."""
        return results.report(self.journal, self.store, self.theory, ending)

    def write(self, ending: str | None) -> dict[str, Any]:
        """The report, which is written as a page, too: `page` says where."""
        value = self.report(ending)
        return value | {"page": str(page.write(self.folder, value, self.store))}

    def export(self, value: dict[str, Any]) -> dict[str, Any]:
        """The report, with the Lean modules written: `module` says where the theory's is, `left_out` what is not."""
        found = page.export(self.folder, value, self.store, self.theory.environment.toolchain)
        return value | {"module": str(found[0]) if found else None, "left_out": found[1] if found else []}

"""Whole proofs by a model, repaired from Lean's messages and the goal at the line that failed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from agent.models import prompting
from agent.models.answers import proof_in
from agent.models.forms import form
from agent.proposers.prompts import fill
from agent.search.following import Followed, Follower
from agent.search.values import SearchResult, SearchTask
from agent.search.workbench import Workbench
from prover_bridge.errors import UserError

# Rounds in which what is asked brings nothing new, before the strategy gives up.
_MOST_STALE = 2
_MOST_CONTEXT = 6_000  # characters of the file before the theorem


@dataclass(frozen=True)
class _Failed:
    proof: str
    found: Followed

    @property
    def promise(self) -> tuple[int, int]:
        """The further it went, the better."""
        goals = len(self.found.state.goals) if self.found.state is not None else 0
        return (-len(self.found.steps), goals)


class WholeProof:
    """Asks for whole proofs, follows each in Lean, and asks for repairs of those that went furthest.

    repairs: rounds of them, before proofs are asked for anew. best: proofs repaired in a round.
    """

    name = "whole-proof"

    def __init__(self, workbench: Workbench, *, repairs: int = 3, best: int = 2) -> None:
        self.workbench = workbench
        self.repairs = repairs
        self.best = best
        self.follower = Follower(workbench, "openai:proof")
        self._tried: dict[str, _Failed] = {}
        self._round = 0

    async def run(self) -> SearchResult:
        """Ask, follow, repair, until a proof, the end of the budget, or rounds that bring nothing new."""
        model = self.workbench.task.model
        if model is None:
            raise UserError("The strategy whole-proof asks a model: add --proposer openai or both.")
        stale = 0
        while stale < _MOST_STALE and self._affordable():
            fresh = await self._try(await self._asked(self.question()))
            if isinstance(fresh, SearchResult):
                return fresh
            stale = 0 if fresh else stale + 1
            for _ in range(self.repairs):
                if not fresh or not self._affordable():
                    break
                chosen = sorted(fresh, key=lambda failed: failed.promise)[: self.best]
                share = max(1, model.samples // len(chosen))
                found = await asyncio.gather(*(self._asked(self.repair(each), share) for each in chosen))
                fresh = await self._try([proof for proofs in found for proof in proofs])
                if isinstance(fresh, SearchResult):
                    return fresh
        self.workbench.unasked = model.unasked
        return self.workbench.unproved(self.name, waiting=False)

    def _affordable(self) -> bool:
        model = self.workbench.task.model
        return model is not None and model.unasked is None and self.workbench.budget.allows(lean_calls=1)

    async def _asked(self, question: str, samples: int | None = None) -> list[str]:
        """The proofs that the model answers with."""
        model = self.workbench.task.model
        assert model is not None
        self._round += 1
        answers = await model.ask("system", question, form("proof"), samples, round_=self._round)
        self.workbench.expanded += 1
        return [proof for answer in answers if (proof := proof_in(answer.text)) is not None]

    async def _try(self, proofs: Sequence[str]) -> SearchResult | list[_Failed]:
        """Follow the proofs that are new: the result of the search where one holds, else how they failed."""
        task = self.workbench.task
        new = [proof for proof in dict.fromkeys(proofs) if proof not in self._tried]
        slots = asyncio.Semaphore(max(1, task.options.parallel))

        async def one(proof: str) -> Followed:
            async with slots:
                return await self.follower.follow(proof, task.root)

        running = [asyncio.create_task(one(proof)) for proof in new]
        try:
            for done in asyncio.as_completed(running):
                found = await done
                if found.proved:
                    return self.workbench.proved(found.steps, self.name)
        finally:
            for follow in running:
                follow.cancel()
            await asyncio.gather(*running, return_exceptions=True)
        failed = [_Failed(proof, follow.result()) for proof, follow in zip(new, running, strict=True)]
        self._tried |= {each.proof: each for each in failed}
        return failed

    def question(self) -> str:
        """What the model is told where it is to prove the theorem from the start."""
        task = self.workbench.task
        tried = [(each.proof, each.found.message) for each in self._tried.values()]
        return fill("proof", **common(task), goal=task.root.goals[0].pretty(), failed=prompting.failed(tried[-4:]))

    def repair(self, failed: _Failed) -> str:
        """What the model is told of a proof that failed: where, what Lean said, and the goal there."""
        task, found = self.workbench.task, failed.found
        assert found.state is not None
        on_goal = self.workbench.failed_on(found.state.goals[0])
        return fill(
            "repair",
            **common(task),
            goal=prompting.shown("\n\n".join(goal.pretty() for goal in found.state.goals[:3])),
            proof=failed.proof,
            line=str(found.line),
            step=found.source,
            message=prompting.shown(found.message, 2_000),
            failed=prompting.failed(on_goal.items()),
        )


def common(task: SearchTask) -> dict[str, str]:
    """What every question about a whole theorem says: its file, its statement, premises, examples."""
    goal = task.root.goals[0]
    return {
        "context": task.context.strip()[-_MOST_CONTEXT:],
        "declaration": task.declaration or f"theorem {task.theorem} : {task.statement}",
        "premises": prompting.premises((*task.premises(goal), *task.theory.laws)),
        "examples": prompting.examples(task.examples(goal)),
    }

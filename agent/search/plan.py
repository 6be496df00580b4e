"""Decomposition: a model's plan of lemmas, which become problems of their own and join the shared pool.

A plan is tried backwards. First its lemmas are assumed, and the theorem is to follow from them: by the plan's own
proof, or by a short search. Only then are the lemmas that this needs proved, one by one. A plan that is false or leads
nowhere costs budget and nothing else; what it got proved stays in the pool for the next plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.budget import Budget
from agent.models import prompting
from agent.models.answers import Plan, PlannedLemma, plan_in
from agent.models.forms import form
from agent.proposers import Proposal, Proposer
from agent.proposers.prompts import fill
from agent.script import Step, premises_in
from agent.search.best_first import BestFirst, keys
from agent.search.following import Follower
from agent.search.pool import Assumed, LemmaPool
from agent.search.refute import counterexamples
from agent.search.values import SearchResult, SearchTask
from agent.search.whole_proof import common
from agent.search.workbench import Place, Workbench
from prover_bridge.errors import UserError
from prover_bridge.protocol import Outcome

# Of what is left of the budget: for the search from assumed lemmas, and for all lemmas of a plan together.
_FOR_TARGET = 0.2
_FOR_LEMMAS = 0.7


class Decomposition:
    """Asks for plans and follows them; after the last one the ordinary search goes on with what they got proved.

    plans: how many are tried at most. lemmas: that one may have.
    """

    name = "plan"

    def __init__(self, workbench: Workbench, *, plans: int = 4, lemmas: int = 5) -> None:
        self.workbench = workbench
        self.plans = plans
        self.lemmas = lemmas
        self._failed: list[tuple[str, str]] = []
        self._known: set[tuple[PlannedLemma, ...]] = set()

    async def run(self) -> SearchResult:
        """Plan, assume, prove; then search on with the pool's lemmas."""
        task, budget = self.workbench.task, self.workbench.budget
        if task.model is None:
            raise UserError("The strategy plan asks a model: add --proposer openai or both.")
        if task.pool is None:  # a lemma of a plan, or one of several holes: no plans within plans
            return await BestFirst(self.workbench).run()
        tried = 0
        for round_ in range(self.plans):
            if tried >= self.plans or not budget.allows(lean_calls=2):
                break
            plans = await self._asked(round_)
            if not plans:
                break
            for plan in plans[: self.plans - tried]:
                tried += 1
                if (steps := await self._follow(plan, task.pool)) is not None:
                    return self.workbench.proved(steps, self.name)
        assumed = await task.pool.assume((), budget)
        if assumed is None or not assumed.lemmas:
            return await BestFirst(self.workbench).run()
        found = await self._search(assumed, budget, task.proposers)
        if found.status == "proved":
            self._settle(assumed, found.steps)
        return replace(found, strategy=self.name)

    async def _asked(self, round_: int) -> list[Plan]:
        """Plans that are new, those with a proof of the theorem first."""
        model = self.workbench.task.model
        assert model is not None
        answers = await model.ask("system", self.question(), form("plan"), min(2, model.samples), round_=round_)
        self.workbench.expanded += 1
        self.workbench.unasked = model.unasked
        plans = [plan for answer in answers if (plan := plan_in(answer.text)) is not None]
        new = {plan.lemmas: plan for plan in plans if plan.lemmas not in self._known}
        self._known |= new.keys()
        return sorted(new.values(), key=lambda plan: plan.proof is None)

    async def _follow(self, plan: Plan, pool: LemmaPool) -> tuple[Step, ...] | None:
        """The theorem's steps, where they follow from lemmas of the plan that are all proved now."""
        budget = self.workbench.budget
        assumed = await pool.assume(plan.lemmas[: self.lemmas], budget)
        if assumed is None:
            return None
        self._failed += [(f"{lemma.name} {lemma.statement}", reason) for lemma, reason in assumed.rejected]
        if await self._refuted(assumed):
            return None
        steps = await self._from(assumed, plan.proof)
        if steps is None:
            return None
        needed = [name for name in self._needed(assumed, steps) if name in assumed.open]
        # The others may help to prove those: they are tried only where one of those is not proved without them.
        helping = [lemma.name for lemma in assumed.lemmas if lemma.name in assumed.open and lemma.name not in needed]
        for count, name in enumerate(needed):
            part = _FOR_LEMMAS / (len(needed) - count)
            if await self._prove(assumed, name, pool, part / 2 if helping else part):
                continue
            proved = [await self._prove(assumed, other, pool, part / 4) for other in helping]
            helping = []
            if not any(proved) or not await self._prove(assumed, name, pool, part):
                return None
        self._settle(assumed, steps)
        return steps

    async def _prove(self, assumed: Assumed, name: str, pool: LemmaPool, part: float) -> bool:
        """Prove an assumed lemma with a part of what is left; what failed goes into the next question."""
        share = self.workbench.budget.share(part)
        try:
            reason = await pool.prove(name, share)
        finally:
            self.workbench.budget.absorb(share)
        if reason is not None:
            statement = next(lemma.statement for lemma in assumed.lemmas if lemma.name == name)
            self._failed.append((f"{name} : {statement}", f"this lemma was not proved: {reason}"))
        return reason is None

    def _needed(self, assumed: Assumed, steps: Sequence[Step]) -> tuple[str, ...]:
        script = "\n".join(step.tactic for step in steps)
        return premises_in(script, [lemma.name for lemma in assumed.lemmas])

    def _settle(self, assumed: Assumed, steps: Sequence[Step]) -> None:
        """The theorem is proved by steps from where the lemmas stand."""
        task = self.workbench.task
        assert task.pool is not None
        task.pool.settle(self._needed(assumed, steps))
        task.root, task.theory = assumed.root, assumed.theory

    async def _refuted(self, assumed: Assumed) -> bool:
        """Whether a lemma of the plan is false at small values, which closes the goal."""
        workbench = self.workbench.elsewhere(self._task(assumed, self.workbench.budget, ()))
        place = Place(assumed.root, keys(assumed.root)[0])
        wrong = False
        try:
            for lemma in assumed.lemmas:
                tactics = counterexamples(lemma.name, lemma.statement) if lemma.name in assumed.open else []
                batch = workbench.reserve(place, [Proposal(tactic, 0.0, "refute") for tactic in tactics])
                for attempt in await workbench.attempt(place, batch):
                    if attempt.outcome is Outcome.CLOSED:
                        self._failed.append((f"{lemma.name} : {lemma.statement}", f"it is false: {attempt.tactic}"))
                        wrong = True
                        break
        finally:
            workbench.close()
        return wrong

    async def _from(self, assumed: Assumed, proof: str | None) -> tuple[Step, ...] | None:
        """Steps that prove the theorem from the assumed lemmas: the plan's own, or what a short search finds."""
        budget = self.workbench.budget
        if proof is not None:
            workbench = self.workbench.elsewhere(self._task(assumed, budget, self.workbench.task.proposers))
            try:
                found = await Follower(workbench, "openai:plan").follow(proof, assumed.root)
            finally:
                workbench.close()
            if found.proved:
                return found.steps
            self._failed.append((proof, f"line {found.line}: {found.message}"))
        quick = [proposer for proposer in self.workbench.task.proposers if not proposer.uses_model]
        if not assumed.lemmas or not quick:
            return None
        share = budget.share(_FOR_TARGET)
        try:
            searched = await self._search(assumed, share, quick)
        finally:
            budget.absorb(share)
        return searched.steps if searched.status == "proved" else None

    async def _search(self, assumed: Assumed, budget: Budget, proposers: Sequence[Proposer]) -> SearchResult:
        workbench = self.workbench.elsewhere(self._task(assumed, budget, proposers))
        try:
            return await BestFirst(workbench).run()
        finally:
            workbench.close()

    def _task(self, assumed: Assumed, budget: Budget, proposers: Sequence[Proposer]) -> SearchTask:
        """The search where the lemmas stand; other things are in scope there than memory remembers failures of."""
        return replace(
            self.workbench.task,
            root=assumed.root,
            theory=assumed.theory,
            budget=budget,
            proposers=proposers,
            remember=None,
            known_failure=None,
        )

    def question(self) -> str:
        """What the model is told where it is to make a plan."""
        task = self.workbench.task
        goal = prompting.shown(task.root.goals[0].pretty())
        failed = prompting.failed(self._failed[-6:])
        return fill("plan", **common(task), goal=goal, failed=failed, lemmas=str(self.lemmas))

"""A proposer that asks a language model behind any OpenAI-compatible endpoint for single tactics."""

from __future__ import annotations

import math
from collections.abc import Sequence

from agent.models import prompting
from agent.models.asking import Model
from agent.models.forms import form
from agent.proposers import Proposal, ProposalQuery
from agent.proposers.filters import tactics_in
from agent.proposers.prompts import fill
from agent.script import premises_in

_OF_LIBRARY = 8  # theorems of the imported library that a model is told of


class OpenAIProposer:
    """Asks for single tactics, several times a goal in separate requests; answers that agree count for more.

    Every request is one model call of the model's budget. alternatives: tactics wanted in one answer.
    """

    name = "openai"
    uses_model = True
    patient = None

    def __init__(self, model: Model, *, alternatives: int = 3) -> None:
        self.model = model
        self.alternatives = alternatives

    async def propose(self, query: ProposalQuery) -> list[Proposal]:
        """Tactics by how often and how early the samples name them. Empty where the budget allows no call.

        Raises UserError where the endpoint cannot be used.
        """
        answers = await self.model.ask("system", self.prompt(query), form("tactics"))
        return self._ranked(query, [answer.text for answer in answers])

    def prompt(self, query: ProposalQuery) -> str:
        """What the model is told of a goal: the goal, premises with the reasons for them, what failed before."""
        return fill(
            "tactics",
            statement=query.statement or query.theorem or "(not named)",
            script="\n".join(f"  {line}" for t in query.script for line in t.split("\n")) or "  (none)",
            goal=prompting.shown(query.goal.pretty()),
            premises=prompting.premises((*query.premises, *query.theory.laws, *query.library()[:_OF_LIBRARY])),
            examples=prompting.examples(query.examples),
            failed=prompting.failed(query.failed),
            alternatives=str(self.alternatives),
        )

    def _ranked(self, query: ProposalQuery, answers: Sequence[str]) -> list[Proposal]:
        weights: dict[str, float] = {}
        for answer in answers:
            for position, tactic in enumerate(tactics_in(answer)):
                weights[tactic] = weights.get(tactic, 0.0) + 0.75**position
        failed = {tactic for tactic, _ in query.failed}
        names = [p.name for p in (*query.premises, *query.theory.laws)]
        return [
            Proposal(tactic, math.log(weight / (len(answers) + 0.5)), "openai", premises_in(tactic, names))
            for tactic, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
            if tactic not in failed
        ]

"""Conjectures of a language model, where one is configured. What it says is data: the sieve and Lean judge it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

from agent.growth.protocol import Conjecture, GrowthTheory, Known, KnownStatement
from agent.models.answers import conjectures_in
from agent.models.asking import Model
from agent.models.forms import form
from agent.proposers.prompts import fill
from agent.recording import ModelAnswer

_MOST_CONTEXT = 6_000  # characters of the theory
_MOST_SHOWN = 30  # statements of each kind
_WANTED = 12


class AskedModel:
    """Asks once for each time that it is asked for ideas. model: its budget says how often it may be.

    loop: where the model's connection lives, if that is another thread's.
    """

    name = "model"

    def __init__(self, model: Model, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self.model = model
        self._loop = loop
        self._rounds = 0

    def propose(self, theory: GrowthTheory, known: Known) -> Iterator[Conjecture]:
        if not self.model.budget.allows(model_calls=1):
            return
        question = fill(
            "conjectures",
            context=_context(theory),
            known=_listed("These are proved:", known.proved[-_MOST_SHOWN:]),
            refuted=_listed("These are false:", known.refuted[-_MOST_SHOWN:]),
            count=str(_WANTED),
        )
        self._rounds += 1
        for answer in self._ask(question):
            for text in conjectures_in(answer.text):
                reason = f"{self.model.name} thought of it"
                yield Conjecture(text, self.name, reason, len(text.split()))

    def _ask(self, question: str) -> list[ModelAnswer]:
        asking = self.model.ask(
            "system", question, form("conjectures"), min(2, self.model.samples), round_=self._rounds
        )
        if self._loop is None:
            return asyncio.run(asking)
        return asyncio.run_coroutine_threadsafe(asking, self._loop).result()


def _context(theory: GrowthTheory) -> str:
    """The theory's text, and that of the modules of its own that it imports; the end of it where it is long."""
    text = "\n".join([*(text for _, text in theory.environment.texts), theory.context])
    return text.strip()[-_MOST_CONTEXT:]


def _listed(title: str, statements: Sequence[KnownStatement]) -> str:
    return "\n".join([title, *(each.text for each in statements)]) + "\n" if statements else ""

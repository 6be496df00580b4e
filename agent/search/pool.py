"""The pool of lemmas that plans ask for, as strategies see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from agent.budget import Budget
from agent.models.answers import PlannedLemma
from agent.proposers import PremiseView, Theory
from prover_bridge.protocol import State


@dataclass(frozen=True)
class Assumed:
    """The theorem's goal where lemmas stand before it. root: to be dropped by the pool; theory: with the lemmas as
    laws. open: names of those lemmas that are not proved yet; rejected: those that cannot stand there, and why."""

    root: State
    theory: Theory
    lemmas: tuple[PremiseView, ...]
    open: frozenset[str]
    rejected: tuple[tuple[PlannedLemma, str], ...]


class LemmaPool(Protocol):
    """Lemmas of one theorem's plans: those proved stay, and stand before the theorem in its finished file."""

    async def assume(self, lemmas: Sequence[PlannedLemma], budget: Budget) -> Assumed | None:
        """Put statements before the theorem, unproved, beside what is proved; None where the budget does not allow.

        They are text of a model: compiled in the sandbox only.
        """
        ...

    async def prove(self, name: str, budget: Budget) -> str | None:
        """Prove one assumed lemma by the ordinary search and certify it, within a budget; else why that failed."""
        ...

    def settle(self, names: Sequence[str]) -> None:
        """The theorem is proved from these lemmas: its finished file is to have them, and what they need."""
        ...

"""What each arm of a campaign remembers."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from agent.campaign.plan import Arm
from agent.memory import Memory, Place
from agent.proposers import Example, PremiseView
from agent.proposers.priors import Priors
from lemma_graph import normalise
from lemma_graph.model import Lemma
from lemma_graph.store import Store
from prover_bridge.environment import Environment
from prover_bridge.lexer import tokens
from prover_bridge.protocol import Goal

_OPENING, _CLOSING = frozenset("([{⟨⦃"), frozenset(")]}⟩⦄")


class FrozenMemory(Memory):
    """A library as it was built."""

    grows = False


class ExactMemory(FrozenMemory):
    """Knows a statement again that it has stored, and offers nothing else."""

    def offered(self, place: Place) -> list[Lemma]:
        """Nothing."""
        return []

    def examples(self, environment: Environment) -> Callable[[Goal], list[Example]]:
        """Nothing."""
        return lambda _: []

    def priors(self, environment: Environment) -> Priors:
        """Nothing."""
        return Priors()


class PlaceboMemory(FrozenMemory):
    """Offers as many lemmas as a memory would, of the same size and at the same places, and none can help.

    What a goal is told of them is shuffled (names and statements belong to different lemmas), and what Lean knows
    under each name is its statement weakened to `… ∨ True`. An exact statement hit is no matter of lemmas, and is
    left out.
    """

    def __init__(self, store: Store, seed: int) -> None:
        super().__init__(store)
        self._seed = seed

    def known(self, place: Place) -> Lemma | None:
        """Nothing."""
        return None

    def offered(self, place: Place) -> list[Lemma]:
        """The lemmas of a memory, made inert."""
        return [lemma for found in super().offered(place) if (lemma := inert(found)) is not None]

    def examples(self, environment: Environment) -> Callable[[Goal], list[Example]]:
        """Nothing."""
        return lambda _: []

    def priors(self, environment: Environment) -> Priors:
        """Nothing."""
        return Priors()

    def premises(
        self, place: Place, offered: Sequence[Lemma], told: Callable[[str, Sequence[str]], None] | None = None
    ) -> Callable[[Goal], list[PremiseView]]:
        """The premises of a memory under each other's names."""
        names = [lemma.stable_name for lemma in offered]
        random.Random(self._seed).shuffle(names)
        another = dict(zip(names, [*names[1:], *names[:1]], strict=True))
        rightly = super().premises(place, offered, told)

        def for_goal(goal: Goal) -> list[PremiseView]:
            return [replace(view, name=another[view.name]) for view in rightly(goal)]

        return for_goal


def inert(lemma: Lemma) -> Lemma | None:
    """The lemma with its statement weakened to `… ∨ True`; None where its text cannot be taken apart."""
    parts = normalise.parse(lemma.text or "")
    if parts is None:
        return None
    depth = 0
    for word in tokens(parts.signature):
        depth += (word.text in _OPENING) - (word.text in _CLOSING)
        if depth == 0 and word.text == ":":
            binders, conclusion = parts.signature[: word.start], parts.signature[word.end :].strip()
            text = f"theorem {lemma.stable_name}{parts.universes} {binders}: ({conclusion}) ∨ True := Or.inr trivial"
            return replace(lemma, text=parts.prefix + text)
    return None


def memory_of(arm: Arm, store: Store, seed: int) -> Memory:
    """The memory of an arm that has one, over its store."""
    if arm == "exact":
        return ExactMemory(store)
    if arm == "placebo":
        return PlaceboMemory(store, seed)
    return FrozenMemory(store)

"""The sources of conjectures and the sieve, put together for a theory."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.growth import signature
from agent.growth.protocol import GrowthTheory, Known, SieveProtocol, Source
from agent.growth.sieve import Sieve
from agent.growth.sieve.evaluation import Evaluator
from agent.growth.sources.equations import Equations
from agent.growth.sources.implications import Implications
from agent.growth.sources.laws import UsualLaws


def ideas_for(theory: GrowthTheory, seed: int = 0) -> Callable[[Known], tuple[Sequence[Source], SieveProtocol]]:
    """Makes them anew at each call, since they gather what they have computed. They share it: not for two threads at
    one time."""

    def make(known: Known) -> tuple[Sequence[Source], SieveProtocol]:
        vocabulary = signature.of(theory)
        evaluator = Evaluator(theory, vocabulary)
        sources: list[Source] = [
            UsualLaws(vocabulary),
            Equations(evaluator, seed=seed),
            Implications(evaluator, seed=seed),
        ]
        return sources, Sieve(theory, known, evaluator=evaluator, seed=seed)

    return make

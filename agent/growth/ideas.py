"""The sources and the sieve of one theory, as a run uses them: they share what was evaluated."""

from __future__ import annotations

from agent.growth import signature
from agent.growth.protocol import GrowthTheory, Known, Source
from agent.growth.sieve import Sieve
from agent.growth.sieve.evaluation import Evaluator
from agent.growth.sources.equations import Equations


def make_ideas(theory: GrowthTheory, known: Known, *, seed: int = 0) -> tuple[list[Source], Sieve]:
    """Every source that works for the theory, and the sieve. Not for two threads at once, since they share values."""
    evaluator = Evaluator(theory, signature.of(theory))
    sources: list[Source] = [Equations(evaluator, seed=seed)]
    return sources, Sieve(theory, known, evaluator=evaluator, seed=seed)

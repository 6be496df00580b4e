"""Rules of the embedded proposer: each maps a view of a goal to tactics with priors (natural logarithms)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Guess:
    """A tactic, the logarithm of its prior, the rule that made it, the premises that it names."""

    tactic: str
    prior: float
    rule: str
    premises: tuple[str, ...] = ()


Guesses = Iterator[Guess]

"""How the sources of conjectures share the time: by what they brought in, and none is forgotten.

Upper confidence bounds (UCB1 of Auer, Cesa-Bianchi and Fischer 2002) on a rate, reward for a second, with what lies
back discounted (Garivier and Moulines 2011), since a source that gave much while laws were small may give nothing
later. Seconds are counted in Lean calls, at the pace of an idle core, and not by the clock: so the same seed gives the
same choices on any machine, and everything hangs on the journal's numbers alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

# What is left of an arm's weight after another round of any arm.
_DISCOUNT = 0.97
# How much a source is tried beyond what its rate says, in parts of the best rate.
_CURIOSITY = 0.6
# What a second is: tactics that are tried, and whole texts that are compiled or run.
_CALLS, _PROGRAMS = 50.0, 2.0
# A source that has no more ideas is asked again when so many lemmas have come.
FRESH_LEMMAS = 3


@dataclass(frozen=True)
class Arm:
    """A source in numbers. seconds: as `cost_of` counts them; recent_…: discounted. spent_at: how many lemmas there
    were when it had no more ideas."""

    name: str
    rounds: int = 0
    seconds: float = 0.0
    reward: float = 0.0
    recent_rounds: float = 0.0
    recent_seconds: float = 0.0
    recent_reward: float = 0.0
    spent_at: int | None = None

    def has_ideas(self, lemmas: int) -> bool:
        """Whether it is worth asking, now that there are so many lemmas."""
        return self.spent_at is None or lemmas >= self.spent_at + FRESH_LEMMAS


def cost_of(lean_calls: int, programs: int) -> float:
    """Seconds that these Lean calls take on an idle core. programs: those of them that are whole texts."""
    return (lean_calls - programs) / _CALLS + programs / _PROGRAMS


def choose(arms: Sequence[Arm], lemmas: int) -> Arm | None:
    """The source whose turn it is: one never asked, or else the one of the highest bound. None: none has ideas."""
    asked = [arm for arm in arms if arm.has_ideas(lemmas)]
    if not asked:
        return None
    if new := [arm for arm in asked if not arm.rounds]:
        return new[0]
    rounds = sum(arm.recent_rounds for arm in asked)
    best = max(_rate(arm) for arm in asked)

    def bound(arm: Arm) -> float:
        return _rate(arm) + _CURIOSITY * best * math.sqrt(math.log1p(rounds) / max(arm.recent_rounds, 0.05))

    return max(asked, key=bound)  # the first of equals


def _rate(arm: Arm) -> float:
    """Reward for a second, drawn towards one in twenty seconds while little is known."""
    return (arm.recent_reward + 1.0) / (arm.recent_seconds + 20.0)


def after_round(arms: Sequence[Arm], chosen: str, seconds: float, *, spent_at: int | None) -> list[Arm]:
    """The arms after a round of one of them. seconds: of thinking and sifting; spent_at: set where it has no more."""
    found = []
    for arm in arms:
        arm = replace(
            arm,
            recent_rounds=arm.recent_rounds * _DISCOUNT,
            recent_seconds=arm.recent_seconds * _DISCOUNT,
            recent_reward=arm.recent_reward * _DISCOUNT,
        )
        if arm.name == chosen:
            arm = replace(arm, rounds=arm.rounds + 1, recent_rounds=arm.recent_rounds + 1, spent_at=spent_at)
            arm = charged(arm, seconds, 0.0)
        found.append(arm)
    return found


def charged(arm: Arm, seconds: float, reward: float) -> Arm:
    """The source of a conjecture pays for its search and gets what it brought."""
    return replace(
        arm,
        seconds=arm.seconds + seconds,
        reward=arm.reward + reward,
        recent_seconds=arm.recent_seconds + seconds,
        recent_reward=arm.recent_reward + reward,
    )

"""What worked before: tactics by shape, and how much better or worse they did than expected."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

_NAME = re.compile(r"[^\W\d][\w'!?✝.]*|«[^»]*»")
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """intro intros exact apply refine constructor left right exists use cases rcases obtain rintro induction
        generalizing with match rw simp simp_all only at rfl decide omega assumption contradiction exfalso have show
        suffices calc subst split by_cases by_contra funext ext unfold specialize injection first try repeat all_goals
        any_goals case by fun symm trivial congr mp mpr""",
    )
)


@functools.lru_cache(maxsize=20_000)
def shape_of(tactic: str) -> str:
    """A tactic with its names, numbers and lists taken out: `simp [add, h]` is `simp [_]`."""
    text = re.sub(r"\[[^\[\]]*\]", "[_]", tactic)
    text = _NAME.sub(lambda m: m.group() if m.group() in _WORDS else "_", text)
    text = re.sub(r"\b\d+\b", "_", text)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"_(?:[ ,]*_)+", "_", text).strip()


@dataclass(frozen=True)
class Priors:
    """Bonus (natural logarithm) by shape of tactic. tried, worked: the counts behind it."""

    bonus: Mapping[str, float] = field(default_factory=dict)

    def of(self, tactic: str) -> float:
        return self.bonus.get(shape_of(tactic), 0.0)


def of_examples(tactics: Sequence[str]) -> Mapping[str, float]:
    """Bonus by shape for a goal, from the tactics that closed goals like it, the most similar first."""
    found: dict[str, float] = {}
    for rank, tactic in enumerate(tactics):
        found.setdefault(shape_of(tactic), 0.25 / (1 + rank))
    return found


def learn(records: Iterable[tuple[str, int, int]]) -> Priors:
    """Priors from attempts: a tactic, on how many goals it was tried, how many it closed. Their order does not matter.

    A shape's rate of success, smoothed towards that of all tactics together, over that rate; its logarithm is kept
    small, so that no experience can bury a rule for good.
    """
    tried: Counter[str] = Counter()
    worked: Counter[str] = Counter()
    for tactic, goals, closed in records:
        shape = shape_of(tactic)
        tried[shape] += goals
        worked[shape] += closed
    total = sum(tried.values())
    if not total:
        return Priors()
    overall = (sum(worked.values()) + 1) / (total + 10)
    weight = 8.0
    bonus = {
        shape: max(-0.3, min(0.6, 0.35 * math.log((worked[shape] + weight * overall) / (count + weight) / overall)))
        for shape, count in sorted(tried.items())
    }
    return Priors(bonus)

"""What is worth keeping, and what it is worth: an explicit reward, expected use against the cost of keeping.

The parameters stand in the settings (`settings.toml`, section `[memory]`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from lemma_graph.model import SIMP, SUPPORT, VACUOUS
from lemma_graph.normalise import is_simp


@dataclass(frozen=True)
class Parameters:
    """What the settings may say of the memory.

    max_lemmas, max_bytes: budget of what is offered (bytes of statements and texts); None: none.
    harvest_calls: most Lean calls spent on harvesting lemmas from one proof; 0: none.
    harvest_least: what a harvested lemma must promise (`promise`). hypothesis_share: what of its expected use is left
    for each premise that must hold before it can be used.
    relate_calls: most Lean calls spent on asking which lemmas the new ones give, or are given by; 0: none.
    help_weight, use_weight: of a goal that a lemma closed, and of a lemma whose proof stands on it.
    prior_uses, prior_chances: what a lemma is credited with before it has had chances (goals in its environment), and
    the number of chances that weighs as much as that. redundant_share: what is left of the use of a lemma that was
    never offered without a better one. redundant_overlap: share of that one's offers at which the lemma was offered
    too, from which on it is its echo; below, the other is offered nearly everywhere and says nothing of it.
    cost: of the logarithm of its kilobytes.
    """

    max_lemmas: int | None = None
    max_bytes: int | None = None
    harvest_calls: int = 8
    harvest_least: float = 0.05
    hypothesis_share: float = 0.6
    relate_calls: int = 1
    help_weight: float = 1.0
    use_weight: float = 0.5
    prior_uses: float = 0.3
    prior_chances: float = 50.0
    redundant_share: float = 0.25
    redundant_overlap: float = 0.5
    cost: float = 0.02


@dataclass(frozen=True)
class Service:
    """How a lemma has served. offered: goals for which it was; chances: goals in its environment since it came.

    helped: goals that it closed. used: lemmas with a proof that stands on it. covered_by: key of a lemma that was
    offered wherever this one was, and not much elsewhere, and has served at least as well.
    """

    key: str
    offered: int
    chances: int
    helped: int
    used: int
    size: int
    covered_by: str | None


def worth(service: Service, parameters: Parameters) -> float:
    """The reward for keeping a lemma: expected use in the next `prior_chances` goals minus what it costs.

    Use is a rate over the goals since it came, drawn towards `prior_uses` while those are few. A lemma that was never
    offered without a better one keeps `redundant_share` of its use. cost: for a kilobyte of statement and text.
    """
    p = parameters
    served = p.help_weight * service.helped + p.use_weight * service.used
    expected = p.prior_chances * (served + p.prior_uses) / (service.chances + p.prior_chances)
    if service.covered_by is not None:
        expected *= p.redundant_share
    return expected - p.cost * math.log1p(service.size / 1024)


def promise(hypotheses: int, size: int, parameters: Parameters) -> float:
    """The reward that a lemma which nobody has used yet is expected to bring, in the terms of `worth`.

    hypotheses: premises that must hold before it can be used; size: bytes of its text.
    """
    p = parameters
    return p.prior_uses * p.hypothesis_share**hypotheses - p.cost * math.log1p(size / 1024)


def flags(declaration: str, *, trivial: bool, vacuous: bool = False) -> frozenset[str]:
    """Flags with which to store a certified theorem.

    trivial: one cheap tactic closes it. It is then kept as SUPPORT, since the text of a later lemma may mention it,
    and never offered. vacuous: `False` was proved from its hypotheses.
    """
    found = {SUPPORT: trivial, SIMP: is_simp(declaration), VACUOUS: vacuous}
    return frozenset(flag for flag, holds in found.items() if holds)

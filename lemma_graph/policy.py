"""What of a finished proof is worth keeping: for now all of it, offered unless one cheap tactic closes it."""

from __future__ import annotations

from lemma_graph.model import SIMP, SUPPORT, VACUOUS
from lemma_graph.normalise import is_simp


def flags(declaration: str, *, trivial: bool, vacuous: bool = False) -> frozenset[str]:
    """Flags with which to store a certified theorem.

    trivial: one cheap tactic closes it. It is then kept as SUPPORT, since the text of a later lemma may mention it,
    and never offered. vacuous: `False` was proved from its hypotheses.
    """
    found = {SUPPORT: trivial, SIMP: is_simp(declaration), VACUOUS: vacuous}
    return frozenset(flag for flag, holds in found.items() if holds)

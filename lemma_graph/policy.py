"""What of a finished proof is worth keeping: for now all of it, offered unless one cheap tactic closes it."""

from __future__ import annotations

from lemma_graph.model import SIMP, SUPPORT
from lemma_graph.normalise import is_simp


def flags(declaration: str, *, trivial: bool) -> frozenset[str]:
    """Flags with which to store a certified theorem.

    trivial: one cheap tactic closes it. It is then kept as SUPPORT, since the text of a later lemma may mention it,
    and never offered.
    """
    return frozenset(({SUPPORT} if trivial else set()) | ({SIMP} if is_simp(declaration) else set()))

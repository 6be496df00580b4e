"""Whether the hypotheses of a theorem contradict each other, so that it says nothing.

A fixed portfolio of tactics tries to prove `False` from them, once, with a small budget. What it finds is certified
like any proof; what it does not find may still be there.
"""

from __future__ import annotations

from collections.abc import Sequence

from prover_bridge.compiled import Compiled
from prover_bridge.expression import Const, Expr, Forall, Name, components

PORTFOLIO = (
    "contradiction",
    "omega",
    "(simp at *; done)",
    "(simp_all; done)",
    "(simp_all; omega)",
)
HEARTBEATS = 20_000  # for a theorem, as `maxHeartbeats` counts
_PROBE = "lemmasmith_contradiction_"


def candidates(compiled: Compiled, names: Sequence[Name]) -> list[Name]:
    """The theorems that have hypotheses or variables, and whose conclusion is not `False` itself."""
    return [name for name in names if _has_hypotheses(compiled.module.constant(name).type) and _sayable(name)]


def _has_hypotheses(statement: Expr) -> bool:
    if not isinstance(statement, Forall):
        return False
    while isinstance(statement, Forall):
        statement = statement.body
    return not (isinstance(statement, Const) and statement.name == "False")


def _sayable(name: Name) -> bool:
    parts = components(name)
    return "_@" not in parts and all(isinstance(part, str) and part != "_private" for part in parts)


def probes(text: str, names: Sequence[Name]) -> tuple[str, list[Name]]:
    """The text with a theorem at its end for each name: the same statement, proved from a contradiction or not."""
    made = [f"{_PROBE}{number}" for number in range(len(names))]
    proof = f"intros; exfalso; first | {' | '.join(PORTFOLIO)} | exact sorryAx _ true"
    ends = [
        f"set_option maxHeartbeats {HEARTBEATS} in\ntheorem _root_.{probe} : type_of% @_root_.{name} := by\n  {proof}\n"
        for probe, name in zip(made, names, strict=True)
    ]
    return text + "\n\n" + "\n".join(ends), made

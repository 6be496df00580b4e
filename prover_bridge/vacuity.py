"""Whether the hypotheses of a theorem contradict each other, so that it says nothing.

A fixed portfolio of tactics tries to prove `False` from them, once, with a small budget. What it finds is certified
like any proof; what it does not find may still be there.
"""

from __future__ import annotations

from collections.abc import Sequence

from prover_bridge import constants as c
from prover_bridge.compiled import Compiled
from prover_bridge.expression import Bound, Const, Expr, Forall, Name, Sort, Succ, components, spine
from prover_bridge.printer import Lookup

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
    """The theorems that have hypotheses, and whose conclusion is not `False` itself."""
    look_up = compiled.scope.look_up
    return [name for name in names if _has_hypotheses(compiled.module.constant(name).type, look_up) and _sayable(name)]


def _has_hypotheses(statement: Expr, look_up: Lookup) -> bool:
    found = False
    context: list[Expr] = []  # types of the variables, innermost last
    while isinstance(statement, Forall):
        found = found or _may_be_false(statement.type, context, look_up)
        context.append(statement.type)
        statement = statement.body
    return found and not (isinstance(statement, Const) and statement.name == "False")


def _may_be_false(type_: Expr, context: list[Expr], look_up: Lookup) -> bool:
    """Whether a variable of this type says something: its type is a proposition, or has no constructor."""
    context = list(context)
    while isinstance(type_, Forall):
        context.append(type_.type)
        type_ = type_.body
    head, _ = spine(type_)
    if isinstance(head, Sort):
        return False
    if isinstance(head, Const):
        known = look_up(head.name)
        empty = isinstance(known, c.Inductive) and not known.constructors
        return known is None or empty or _may_end_in_prop(known.type)
    if isinstance(head, Bound) and head.index < len(context):
        return _may_end_in_prop(context[-1 - head.index])
    return True


def _may_end_in_prop(type_: Expr) -> bool:
    while isinstance(type_, Forall):
        type_ = type_.body
    return not isinstance(type_, Sort) or not isinstance(type_.level, Succ)


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

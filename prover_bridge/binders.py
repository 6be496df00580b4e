"""Which hypotheses a proof never used, as its term tells."""

from __future__ import annotations

from prover_bridge import constants as c
from prover_bridge.certify import DEFAULT_LIMITS, checker_for
from prover_bridge.compiled import Nonsense
from prover_bridge.environment import Environment
from prover_bridge.expression import Expr, Forall, Lambda, Name, is_loose


def unused(environment: Environment, text: str, theorem: Name) -> tuple[Name, ...]:
    """Names of leading binders of a theorem that neither its proof nor what is left of its statement mentions.

    text: Lean text with the theorem; compiled in the sandbox unless that was done just before. Advice only: whether
    the theorem holds without them is for a check to say. Raises UserError where the text does not compile.
    """
    with checker_for(environment, DEFAULT_LIMITS) as checker:
        compiled = checker.compile_trusted(text, "a lemma's clean text")
        try:
            constant = compiled.module.constant(theorem)
        except Nonsense:
            return ()
        return _unused(constant.type, constant.value) if isinstance(constant, c.Theorem) else ()


def _unused(type_: Expr, value: Expr) -> tuple[Name, ...]:
    names: list[Name] = []
    types: list[Expr] = []  # of the binders, and at the end the conclusion
    while isinstance(type_, Forall) and isinstance(value, Lambda):
        names.append(type_.name)
        types.append(type_.type)
        type_, value = type_.body, value.body
    count = len(names)
    dropped: set[int] = set()
    for i in reversed(range(count)):
        # Behind binder i, a place j > i sees it at index j - i - 1.
        later = (j for j in range(i + 1, count) if j not in dropped)
        if not (
            is_loose(value, count - i - 1)
            or is_loose(type_, count - i - 1)
            or any(is_loose(types[j], j - i - 1) for j in later)
        ):
            dropped.add(i)
    return tuple(names[i] for i in sorted(dropped))

"""Equations of integers and naturals that the evaluator cannot read, refuted as polynomials by `sympy`.

Text is never evaluated: a printed statement is read as a term, and only sums, differences, products and powers of
variables and numerals become a polynomial.
"""

from __future__ import annotations

import itertools
from typing import Any

from lemma_graph.term import Term, parse, telescope

_MOST_VARIABLES = 5
_LARGEST_POWER = 6
_TRIED = (0, 1, 2, -1, 3, -2, 5)


def counterexample(statement: str) -> str | None:
    """Values at which an equation without hypotheses is false, as text; None where none is found, or where it is no
    equation of polynomials over `Int`, or over `Nat` without differences."""
    before, conclusion = telescope(parse(statement))
    kinds: dict[str, str] = {}
    for part in before:
        name, kind = getattr(part, "name", None), getattr(part, "type", None)
        if name is None or kind not in ("Int", "Nat"):
            return None
        kinds[name] = kind
    if conclusion.head != "=" or len(set(kinds.values())) != 1 or len(kinds) > _MOST_VARIABLES:
        return None
    import sympy  # costs a third of a second

    integers = "Int" in kinds.values()
    symbols = {name: sympy.Symbol(name) for name in kinds}
    left, right = (_polynomial(side, symbols, integers) for side in conclusion.args)
    if left is None or right is None:
        return None
    difference = sympy.expand(left - right)
    if difference == 0:
        return None
    tried = _TRIED if integers else [n for n in _TRIED if n >= 0]
    for values in itertools.product(tried, repeat=len(kinds)):
        if difference.subs(dict(zip(symbols.values(), values, strict=True))) != 0:
            return ", ".join(f"{name} = {value}" for name, value in zip(kinds, values, strict=True))
    return None


def _polynomial(term: Term, symbols: dict[str, Any], integers: bool) -> Any:
    import sympy

    if term.head in symbols and not term.args:
        return symbols[term.head]
    if term.head.isdigit() and not term.args:
        return sympy.Integer(int(term.head))
    if term.head == "neg" and len(term.args) == 1 and integers:
        inner = _polynomial(term.args[0], symbols, integers)
        return None if inner is None else -inner
    if len(term.args) != 2:
        return None
    if term.head == "^":
        base, power = _polynomial(term.args[0], symbols, integers), term.args[1].head
        small = power.isdigit() and len(power) < 3 and int(power) <= _LARGEST_POWER
        return base ** int(power) if base is not None and small else None
    left, right = (_polynomial(argument, symbols, integers) for argument in term.args)
    if left is None or right is None:
        return None
    if term.head == "+":
        return left + right
    if term.head == "*":
        return left * right
    return left - right if term.head == "-" and integers else None

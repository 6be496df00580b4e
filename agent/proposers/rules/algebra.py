"""Rules for identities and inequalities between polynomials over the natural numbers and the integers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from agent.proposers.polynomial import Monomials, Reader, combine
from agent.proposers.rules import Guess, Guesses
from agent.proposers.rules.residues import INTEGERS, NATURALS, variables
from agent.proposers.view import View
from lemma_graph.term import Term, match, show

_MOST_VARIABLES = 5
_MOST_INSTANCES = 3
_ORDERS = frozenset(["<", "≤", ">", "≥"])


def identities(view: View) -> Guesses:
    """`ring`, where both sides are the same polynomial or where what they are cannot be told."""
    target = view.target
    if target.head != "=" or not view.numbers or not {"*", "^"} & view.in_target:
        return
    integers = variables(view, INTEGERS)
    difference = Reader(tuple(integers or variables(view, NATURALS)), not integers).difference(target)
    if difference == {}:
        yield Guess("ring", -0.12, "identity")
    elif difference is None:
        yield Guess("ring", -1.6, "identity")


def sums_of_squares(view: View) -> Guesses:
    """`p ≤ q` and `p < q` for integers, where `q - p` is of the second degree and a sum of squares and a number.

    The squares are those of Lagrange's reduction of a quadratic form.
    """
    target = view.target
    names = tuple(variables(view, INTEGERS))
    if target.head not in _ORDERS or len(target.args) != 2 or not {"*", "^"} & view.in_target:
        return
    mentioned = tuple(name for name in names if any(part.head == name for part in target.walk()))
    if not 1 <= len(mentioned) <= _MOST_VARIABLES:
        return
    small, large = target.args if target.head in ("<", "≤") else target.args[::-1]
    reader = Reader(mentioned)
    sides = [reader.read(side) for side in (large, small)]
    if sides[0] is None or sides[1] is None:
        return
    found = squares(combine(sides[0], sides[1], -1), len(mentioned))
    if found is None:
        return
    factor, weighted, rest = found
    if rest < 0 or (rest == 0 and target.head in ("<", ">")):
        return
    roots = [_factor(reader.text(root)) for _, root in weighted]
    facts = view.fresh(["square"] * len(roots))
    (key,) = view.fresh(["key"], facts)
    lines = [
        f"have {fact} : 0 ≤ {root} * {root} := by rw [← Int.natAbs_mul_self]; exact Int.natCast_nonneg _"
        for fact, root in zip(facts, roots, strict=True)
    ]
    terms = [
        f"{weight} * ({root} * {root})" if weight > 1 else f"{root} * {root}"
        for (weight, _), root in zip(weighted, roots, strict=True)
    ]
    difference = f"{show(large, 65)} - {show(small, 66)}"
    if factor > 1:
        difference = f"{factor} * ({difference})"
    total = " + ".join([*terms, *([str(rest)] if rest else [])])
    lines += [f"have {key} : {difference} = {total} := by ring", "omega"]
    yield Guess("\n".join(lines), -0.3, "sum of squares")


def _factor(text: str) -> str:
    return text if text.isidentifier() else f"({text})"


def squares(polynomial: Monomials, variables: int) -> tuple[int, list[tuple[int, Monomials]], int] | None:
    """`f`, weights with linear forms, and a number, so that `f * polynomial = Σ weight * form² + number`, where `f` and
    the weights are positive; None where there are none."""
    if not polynomial or max(sum(e) for e in polynomial) != 2:
        return None
    size = variables + 1
    matrix = [[Fraction(0)] * size for _ in range(size)]
    for exponents, coefficient in polynomial.items():
        places = [i for i, exponent in enumerate(exponents) for _ in range(exponent)]
        i, j = (places + [variables] * 2)[:2]
        matrix[i][j] += Fraction(coefficient, 2)
        matrix[j][i] += Fraction(coefficient, 2)
    found: list[tuple[Fraction, Monomials]] = []
    for i in range(variables):
        pivot = matrix[i][i]
        if pivot == 0 and not any(matrix[i]):
            continue
        if pivot <= 0:
            return None
        form = [entry / pivot for entry in matrix[i]]
        for j in range(size):
            for k in range(size):
                matrix[j][k] -= pivot * form[j] * form[k]
        scale = math.lcm(*(entry.denominator for entry in form))
        found.append((pivot / scale**2, _linear([int(entry * scale) for entry in form])))
    rest = matrix[variables][variables]
    factor = math.lcm(rest.denominator, *(weight.denominator for weight, _ in found))
    return factor, [(int(weight * factor), form) for weight, form in found], int(rest * factor)


def _linear(coefficients: Sequence[int]) -> Monomials:
    """A linear form; the last coefficient is the constant."""
    count = len(coefficients) - 1
    return {
        tuple(int(i == at) for i in range(count)): coefficient
        for at, coefficient in enumerate(coefficients)
        if coefficient
    }


def instances(view: View) -> Guesses:
    """`omega` with what a fact `∀ n, f n < f (n + 1)` says of the terms of the goal."""
    if not view.arithmetic or view.target.head not in (*_ORDERS, "=", "False"):
        return
    parts = list(dict.fromkeys(part for term in view.terms for part in term.walk() if part.args))
    said: dict[str, None] = {}
    for rule in view.rules:
        if not rule.local or rule.hypotheses or not rule.binders or rule.conclusion.head not in (*_ORDERS, "="):
            continue
        patterns = [side for side in rule.conclusion.args if side.args and rule.variables <= set(side.names())]
        if rule.conclusion.head == "=":  # of functions that are given; equations of definitions are for `simp`
            patterns = [pattern for pattern in patterns if pattern.head in view.names]
        bindings = (match(pattern, part, rule.variables) for pattern in patterns for part in parts)
        said |= dict.fromkeys([rule.applied(found) for found in bindings if found is not None][:_MOST_INSTANCES])
    if said:
        facts = view.fresh(["h"] * len(said))
        lines = [f"have {fact} := {text}" for fact, text in zip(facts, said, strict=True)]
        yield Guess("\n".join([*lines, "omega"]), -1.0, "instances")


def at_the_bound(view: View) -> Guesses:
    """`a < b + 1` in two cases, where something is known of `a < b`, such as an induction hypothesis."""
    known = [rule for rule in view.rules if rule.local and rule.hypotheses]
    for fact in view.facts:
        if fact.type.head not in ("<", "≤") or not fact.accessible:
            continue
        left, right = fact.type.args
        if right.head == "+" and right.args[-1] == Term("1"):
            below = Term(fact.type.head, (left, right.args[0]))
            if any(match(hypothesis, below, r.variables) is not None for r in known for hypothesis in r.hypotheses):
                (new,) = view.fresh(["h"])
                last = right if fact.type.head == "≤" else right.args[0]
                cases = f"{show(below)} ∨ {show(left, 51)} = {show(last, 51)}"
                yield Guess(f"rcases (show {cases} by omega) with {new} | {new}", -0.9, "at the bound")

"""Statements on small values: the values that are tried, and the first that shows a statement false."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence

from agent.growth.sieve.abstract import InModels
from agent.growth.sieve.evaluation import Evaluator, Pending
from agent.growth.sieve.values import ValueId, grounded
from agent.growth.terms import Formula, Statement, Type, Var

_COMBINED = 130  # combinations of the smallest values
_RANDOM = 40
_FIRST = 14  # combinations that are tried before the others
_LARGEST_POOL = 24


def valuations(evaluator: Evaluator, variables: Sequence[Var], seed: int = 0) -> list[Mapping[Var, ValueId]]:
    """Combinations of small values, the smallest first, then random larger ones; none where a type has no values."""
    if isinstance(evaluator, InModels):
        return evaluator.valuations(variables)
    if not variables:
        return [{}]
    values = evaluator.values
    count = _LARGEST_POOL if len(variables) > 1 else 2 * _LARGEST_POOL
    while count > 2 and count ** len(variables) > _COMBINED:
        count -= 1
    pools = [values.pool(grounded(variable.type), count) for variable in variables]
    if not all(pools):
        return []
    combined = list(itertools.islice(itertools.product(*pools), 4000))
    # Sums of places, not of sizes: values of different types are not to be weighed against each other.
    places = [{value: place for place, value in enumerate(pool)} for pool in pools]
    combined.sort(key=lambda picks: sum(place[v] for place, v in zip(places, picks, strict=True)))
    source = random.Random(f"{seed} {[str(v) for v in variables]}")
    for number in range(_RANDOM):
        picked = [_random(evaluator, grounded(variable.type), source, number) for variable in variables]
        if None not in picked:
            combined.append(tuple(v for v in picked if v is not None))
    return [dict(zip(variables, picks, strict=True)) for picks in dict.fromkeys(combined[: 2 * _COMBINED])]


def _random(evaluator: Evaluator, type_: Type, source: random.Random, number: int) -> ValueId | None:
    return evaluator.values.random(type_, source, 2 + number % 4 + 2 * len(type_.args))


def judge(
    evaluator: Evaluator, statements: Sequence[Statement], seed: int = 0
) -> list[tuple[Mapping[Var, ValueId] | None, int]]:
    """For each statement values at which it is false (None: none found), and at how many it was seen to be true with
    all its hypotheses true."""
    trials = [valuations(evaluator, statement.variables, seed) for statement in statements]
    found: list[tuple[Mapping[Var, ValueId] | None, int]] = [(None, 0)] * len(statements)
    for part in (slice(0, _FIRST), slice(_FIRST, None)):
        waiting = [
            (number, valuation)
            for number, trial in enumerate(trials)
            if found[number][0] is None
            for valuation in trial[part]
        ]
        while waiting:
            later = []
            for number, valuation in waiting:
                if found[number][0] is not None:
                    continue
                truth = truth_at(evaluator, statements[number], valuation)
                if isinstance(truth, Pending):
                    later.append((number, valuation))
                elif truth is False:
                    found[number] = (valuation, found[number][1])
                elif truth is True:
                    found[number] = (None, found[number][1] + 1)
            if later and not evaluator.settle():
                break
            waiting = later
    return found


def truth_at(evaluator: Evaluator, statement: Statement, valuation: Mapping[Var, ValueId]) -> bool | Pending | None:
    """None where nothing is shown: a hypothesis is false, or something is unknown."""
    for hypothesis in statement.hypotheses:
        truth = evaluator.formula(hypothesis, valuation)
        if isinstance(truth, Pending):
            return truth
        if truth is not True:
            return None
    truth = evaluator.formula(statement.conclusion, valuation)
    return truth if isinstance(truth, bool | Pending) else None


def counterexample(evaluator: Evaluator, statement: Statement, valuation: Mapping[Var, ValueId]) -> str:
    """`a = 0, b = 1`, for a person to read; what it rests on where no witness was found among small values."""
    if isinstance(evaluator, InModels):
        return evaluator.shown(valuation)
    shown = [f"{v.name} = {evaluator.values.show(value, grounded(v.type))}" for v, value in valuation.items()]
    formulas: list[Formula] = [*statement.hypotheses, statement.conclusion]
    text = ", ".join(shown) or "no variables"
    presumed = any(evaluator.presumes(formula) for formula in formulas)
    return f"{text} (among small values)" if presumed else text

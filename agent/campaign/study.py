"""Memory against none, at equal budget: pairs of arms over the same problems, seeds and orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from agent.campaign.plan import BUILD, LIBRARY_ARMS, Plan
from agent.campaign.statistics import bootstrap, mcnemar

Record = dict[str, Any]


def study(records: Sequence[Record], plan: Plan, tries: int) -> dict[str, Any]:
    """For each arm its figures with the cost of its library, and each pair of arms compared. tries: those begun.

    A theorem counts for an arm in McNemar's test where most tries solve it, since tries of one theorem are no
    independent pairs. Intervals are for the sum over the theorems of the mean difference, theorems drawn anew.
    """
    main = [each for each in records if each["not_attempted"] is None and each["broken"] is None]
    solved: dict[str, dict[str, float]] = {}
    calls: dict[str, dict[str, float]] = {}
    for arm in (*plan.arms, BUILD):
        mine = [each for each in main if each["memory"] == arm]
        solved[arm] = _means(mine, lambda each: float(each["status"] == "proved"))
        calls[arm] = _means(mine, lambda each: float(each["lean_calls"] or 0))
    for arm in LIBRARY_ARMS.intersection(plan.arms) if plan.charged else ():  # each pays for the library that it reads
        calls[arm] = {name: value + calls[BUILD].get(name, 0.0) for name, value in calls[arm].items()}
    pairs = [(one, other) for i, other in enumerate(plan.arms) for one in plan.arms[i + 1 :]]
    return {
        "arms": {arm: _arm(arm, main, plan, tries, calls[arm]) for arm in plan.arms},
        "pairs": [_pair(one, other, solved, calls) for one, other in pairs],
    }


def _means(records: Sequence[Record], value: Any) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for each in records:
        found.setdefault(f"{each['source']}:{each['name']}", []).append(value(each))
    return {name: sum(values) / len(values) for name, values in found.items()}


def _arm(arm: str, main: Sequence[Record], plan: Plan, tries: int, calls: dict[str, float]) -> dict[str, Any]:
    paying = [each for each in main if each["memory"] == BUILD] if plan.charged and arm in LIBRARY_ARMS else []
    mine = [each for each in main if each["memory"] == arm]
    proofs = [each for each in mine if each["status"] == "proved"]
    by_lemma = [each for each in proofs if each["lemmas_used"] and not each["exact_hit"]]
    shared = []
    for number in range(tries):
        users: dict[str, set[str]] = {}
        for each in by_lemma:
            if each["try"] == number:
                for key in each["lemmas_used"]:
                    users.setdefault(key, set()).add(each["source"])
        shared.append(sum(len(sources) >= 2 for sources in users.values()))
    by_try = [sum(each["try"] == number for each in proofs) for number in range(tries)]
    return {
        "solved_by_try": by_try,
        "solved": round(sum(by_try) / tries, 2),
        "lean_calls": round(sum(calls.values()), 1),
        "lean_calls_of_building": round(sum(each["lean_calls"] or 0 for each in paying) / tries, 1),
        "model_calls": round(sum(each["model_calls"] or 0 for each in [*mine, *paying]) / tries, 1),
        "seconds": round(sum(each["seconds"] or 0.0 for each in [*mine, *paying]) / tries, 1),
        "exact_hits": round(sum(each["exact_hit"] for each in proofs) / tries, 2),
        "proofs_with_a_stored_lemma": round(len(by_lemma) / tries, 2),
        "share_with_a_stored_lemma": round(len(by_lemma) / len(proofs), 3) if proofs else 0.0,
        "lemmas_in_two_or_more_problems": round(sum(shared) / tries, 2),
    }


def _pair(one: str, other: str, solved: dict[str, dict[str, float]], calls: dict[str, dict[str, float]]) -> Record:
    """`one` against `other`, over the theorems that both have met."""
    names = sorted(set(solved[one]) & set(solved[other]))
    gained = [name for name in names if solved[one][name] > 0.5 >= solved[other][name]]
    lost = [name for name in names if solved[other][name] > 0.5 >= solved[one][name]]
    more = [solved[one][name] - solved[other][name] for name in names]
    dearer = [calls[one][name] - calls[other][name] for name in names]
    total = sum(calls[other][name] for name in names)
    return {
        "arm": one,
        "against": other,
        "theorems": len(names),
        "more_solved": round(sum(more), 2),
        "more_solved_95": [round(each, 2) for each in bootstrap(more)],
        "gained": gained,
        "lost": lost,
        "mcnemar_p": mcnemar(len(gained), len(lost)),
        "more_lean_calls": round(sum(dearer), 1),
        "more_lean_calls_95": [round(each, 1) for each in bootstrap(dearer)],
        "lean_calls_ratio": round(1 + sum(dearer) / total, 3) if total else None,
    }

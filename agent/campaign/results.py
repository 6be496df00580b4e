"""What a campaign found, as JSON values: from the rows of its queue to tables that a reader can check."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from agent.campaign.plan import BUILD, LIBRARY_ARMS, PRACTICE
from agent.campaign.queue import Episode, Queue
from agent.campaign.statistics import pass_at_k
from agent.campaign.study import study
from agent.suite import Problem

Record = dict[str, Any]


def report(queue: Queue, problems: Mapping[str, Problem]) -> dict[str, Any]:
    """Everything about a campaign, finished or not (`episodes.done` of `episodes.count`); means are over the tries
    that have begun (`episodes.tries`).

    `problems`: a record a theorem, arm and try; `summary`: by arm; `sources`: by category and arm; `pass_at`: by arm,
    where there are several tries; `study`: where memories are compared with none.
    """
    plan = queue.plan
    episodes = queue.episodes()
    done = [each for each in episodes if each.state == "done"]
    records = [record for each in done for record in _records(each, problems)]
    found = [record for record in records if record["memory"] in plan.arms]
    again = [record for record in records if record["memory"].startswith(PRACTICE)]
    found.sort(key=lambda each: (each["try"], plan.arms.index(each["memory"]), each["position"]))
    arms = {arm: [each for each in found if each["memory"] == arm] for arm in plan.arms}
    begun = max((each["try"] for each in found), default=0) + 1
    value: dict[str, Any] = {
        "suite": plan.suite,
        "environment": plan.environment,
        "environment_name": plan.environment_name,
        "budget": {
            **{f"max_{name}": value for name, value in asdict(plan.allowance).items()},
            "building_charged": plan.charged,
        },
        "strategy": plan.strategy,
        "proposer": plan.proposer,
        "model": plan.model,
        "tries": [{"seed": each.seed, "order": each.shuffle} for each in plan.tries],
        "episodes": {
            "done": len(done),
            "count": len(episodes),
            "tries": begun,
            "cut_short": sum(max(0, each.starts - 1) for each in episodes),
        },
        "summary": {arm: _summary(found, begun) for arm, found in arms.items()},
        "sources": _sources(arms),
        "broken": _broken(found, problems),
        "needs": _needs(found),
        "pass_at": {arm: _pass_at(arm, found, plan.allowance.lean_calls) for arm, found in arms.items()}
        if len(plan.tries) > 1
        else {},
        "building": _building([each for each in records if each["memory"].startswith(BUILD)], plan.arms),
        "practice": _practice(again),
        "reused": _reused(arms),
    }
    if len(plan.arms) > 1:
        value["study"] = study(records, plan, begun)
    value["problems"] = [{key: each[key] for key in each if key != "position"} for each in found]
    return value


def _practice(records: Sequence[Record]) -> list[dict[str, Any]]:
    """What was practised, in that order; it counts in no other figure."""
    kept = ("source", "name", "try", "status", "reason", "lean_calls", "seconds")
    return [{key: each[key] for key in kept} for each in records]


def counted(record: Record) -> bool:
    """Whether a record belongs to the main figures: its problem was attempted and is not known to be broken."""
    return record["not_attempted"] is None and record["broken"] is None


def solved(record: Record) -> bool:
    return bool(record["status"] == "proved")


def _records(episode: Episode, problems: Mapping[str, Problem]) -> Iterator[Record]:
    assert episode.result is not None
    problem = problems[episode.planned.problem]
    for theorem in episode.result["theorems"]:
        yield {
            "source": problem.name,
            "category": problem.category,
            "memory": episode.planned.arm,
            "try": episode.planned.attempt,
            "seed": episode.seed,
            "order": episode.shuffle,
            "position": episode.planned.position,
            "core_reading": episode.result["core_reading"],
            "broken": None if problem.broken is None else problem.broken.what,
            **theorem,
        }


def _summary(records: Sequence[Record], tries: int) -> dict[str, Any]:
    """Counts are means over the tries; costs are of all theorems, solved or not."""
    main = [each for each in records if counted(each)]

    def mean(chosen: Sequence[Record]) -> float:
        return round(len(chosen) / tries, 2)

    by_try = [sum(solved(each) for each in main if each["try"] == number) for number in range(tries)]
    proofs = [each for each in main if solved(each)]
    return {
        "attempted": mean(main),
        "solved": mean(proofs),
        "solved_by_try": by_try,
        "solved_median": statistics.median(by_try),
        "failed": mean([each for each in main if each["status"] == "failed"]),
        "undecided": mean([each for each in main if each["status"] == "undecided"]),
        "not_attempted": mean([each for each in records if each["not_attempted"] is not None]),
        "broken": mean([each for each in records if each["broken"] is not None and each["not_attempted"] is None]),
        "lean_calls": _sum(records, "lean_calls", tries),
        "model_calls": _sum(records, "model_calls", tries),
        "seconds": _sum(records, "seconds", tries),
        "tokens": _sum(records, "tokens", tries),
        "cost": _sum(records, "cost", tries),
        "from_contradiction": mean([each for each in proofs if each.get("contradiction") == "found"]),
        "exact_hits": mean([each for each in proofs if each["exact_hit"]]),
        "proofs_with_a_stored_lemma": mean([each for each in proofs if each["lemmas_used"] and not each["exact_hit"]]),
    }


def _sum(records: Sequence[Record], key: str, tries: int) -> float:
    return round(sum(each.get(key) or 0 for each in records) / tries, 4 if key == "cost" else 1)


def _sources(arms: Mapping[str, Sequence[Record]]) -> list[dict[str, Any]]:
    """A row a category: attempted and solved (sums over the tries) by arm."""
    names = sorted({each["category"] for found in arms.values() for each in found})
    rows = []
    for name in names:
        inside = {arm: [each for each in found if each["category"] == name] for arm, found in arms.items()}
        rows.append(
            {
                "category": name,
                "arms": {
                    arm: {
                        "attempted": sum(counted(each) for each in found),
                        "solved": sum(counted(each) and solved(each) for each in found),
                        "not_attempted": sum(each["not_attempted"] is not None for each in found),
                        "lean_calls": sum(each["lean_calls"] or 0 for each in found),
                        "seconds": round(sum(each["seconds"] or 0.0 for each in found), 1),
                    }
                    for arm, found in inside.items()
                },
            }
        )
    return rows


def _broken(records: Sequence[Record], problems: Mapping[str, Problem]) -> list[dict[str, Any]]:
    """The statements of the suite that are known to be wrong, with what came of them."""
    listed = []
    for name, problem in problems.items():
        if problem.broken is not None:
            mine = [each for each in records if each["source"] == name]
            listed.append(
                {
                    "source": name,
                    "what": problem.broken.what,
                    "reference": problem.broken.source,
                    "proved": sum(map(solved, mine)),
                    "attempted": sum(each["not_attempted"] is None for each in mine),
                    "tries": len(mine),
                }
            )
    return listed


def _needs(records: Sequence[Record]) -> list[dict[str, Any]]:
    """What problems that were not attempted need, by how many need it, the commonest first."""
    counts: dict[str, set[str]] = {}
    for each in records:
        if each["not_attempted"] is not None:
            for name in each["not_attempted"].removeprefix("needs ").split(", "):
                counts.setdefault(name, set()).add(each["source"])
    ranked = sorted(counts.items(), key=lambda item: (-len(item[1]), item[0]))
    return [{"name": name, "problems": len(sources)} for name, sources in ranked]


def _pass_at(arm: str, records: Sequence[Record], lean_calls: int) -> list[dict[str, Any]]:
    """pass@k for k = 1, 2, 4, … and all tries, over the problems that every try attempted.

    lean_calls: most Lean calls that k tries may take for one theorem, the building of libraries included.
    """
    by_problem: dict[str, list[bool]] = {}
    for each in records:
        if counted(each):
            by_problem.setdefault(f"{each['source']}:{each['name']}", []).append(solved(each))
    tries = min((len(found) for found in by_problem.values()), default=0)
    chosen = sorted({*(2**power for power in range(tries.bit_length()) if 2**power <= tries), tries} - {0})
    return [
        {
            "k": k,
            "value": round(statistics.mean(pass_at_k(len(f), sum(f), k) for f in by_problem.values()), 4),
            "problems": len(by_problem),
            "lean_calls": k * lean_calls,
        }
        for k in chosen
    ]


def _building(records: Sequence[Record], arms: Sequence[str]) -> dict[str, Any] | None:
    """What the libraries cost, all tries together; each arm that reads them is charged the whole."""
    if not LIBRARY_ARMS.intersection(arms):
        return None
    return {
        "proved": sum(map(solved, records)),
        "theorems": len(records),
        **{key: round(sum(each[key] or 0 for each in records), 1) for key in ("lean_calls", "model_calls", "seconds")},
    }


def _reused(arms: Mapping[str, Sequence[Record]]) -> list[dict[str, Any]]:
    """Stored lemmas by how many proof terms mention them, exact hits apart; of the arm that grows its memory."""
    counts: dict[str, int] = {}
    for each in arms.get("on", ()):
        if solved(each) and not each["exact_hit"]:
            for name in each["lemma_names"]:
                counts[name] = counts.get(name, 0) + 1
    return [{"name": n, "proofs": c} for n, c in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]

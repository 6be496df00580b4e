"""The figures that the project set itself, measured with the embedded proposer alone; whatever comes is written down.

    python benchmarks/goals.py elementary [--data FOLDER]    the 49 elementary problems of miniF2F, 60 s each: 35
    python benchmarks/goals.py challenges                    the bundled challenges, 60 s each: nine tenths
    python benchmarks/goals.py growth [--tries 1]            Lean calls on one half of the challenges after growing on
                                                             the other half, against no memory: 40 % fewer

`growth` builds a library on each half and lets it stand while the other half is tried, so every theorem is met once
with the library of the half that it is not in, and once without memory, at the same limit of Lean calls; the cost of
growing is not charged, but told; what is not proved at first is tried once more when its half is done. Left out are
hits by the same key, and proofs that only apply a stored lemma, which is then a generalisation of the theorem. Each is
a campaign: a run that was stopped goes on where it was. `growth --only THEORY…` is a part of it, and
`growth --merge CAMPAIGN…` one figure of several parts, finished or not.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agent.campaign import folders
from agent.campaign.plan import Allowance, Arm, Plan, Try
from agent.campaign.queue import Queue
from agent.campaign.runner import plan_for
from agent.campaign.statistics import bootstrap_ratio
from agent.commands.bench import show, write
from agent.console import out
from agent.suite import Problem, problems
from benchmarks.campaigns import RESULTS, carry_out, save
from prover_bridge import toolchain
from prover_bridge.launcher import Toolchain

NO_LIMIT = 10**9
GOALS = {"elementary": 35 / 49, "challenges": 0.9}
_STORED = re.compile(r"Lemmasmith\.L_[0-9a-f]{16}")
_ONLY_APPLIED = re.compile(r"(intros?\b.*|(exact|apply|refine|simpa using|assumption)\b.*|· .*)")


def only_applies(proof: str | None) -> bool:
    """Whether a proof does nothing but apply stored lemmas, so that one of them generalises the theorem."""
    steps = [step.strip() for line in (proof or "").splitlines() for step in re.split(r"<;>|;", line) if step.strip()]
    return any(map(_STORED.search, steps)) and all(map(_ONLY_APPLIED.fullmatch, steps))


def saving(records: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """How many fewer Lean calls the theorems took with the library of the other half, hits left out."""
    by_theorem: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for each in records:
        mine = by_theorem.setdefault(f"{each['source']}:{each['name']}", {"off": [], "frozen": []})
        mine[each["memory"]].append(each)
    by_theorem = {name: arms for name, arms in by_theorem.items() if all(arms.values())}
    exact = [n for n, m in by_theorem.items() if any(each["exact_hit"] for each in m["frozen"])]
    general = [n for n, m in by_theorem.items() if any(only_applies(each["proof"]) for each in m["frozen"])]
    kept = [n for n in by_theorem if n not in exact and n not in general]
    both = [n for n in kept if all(each["status"] == "proved" for mine in by_theorem[n].values() for each in mine)]

    def calls(name: str, arm: str) -> float:
        return sum(each["lean_calls"] or 0 for each in by_theorem[name][arm]) / len(by_theorem[name][arm])

    def fewer(names: Sequence[str]) -> dict[str, Any]:
        without = sum(calls(name, "off") for name in names)
        low, high = bootstrap_ratio([calls(n, "frozen") for n in names], [calls(n, "off") for n in names])
        having = sum(calls(name, "frozen") for name in names)
        return {
            "theorems": len(names),
            "lean_calls_without": round(without, 1),
            "lean_calls_with": round(having, 1),
            "fewer": round(1 - having / without, 3) if without else None,
            "fewer_95": [round(1 - high, 3), round(1 - low, 3)] if without else None,
        }

    return {
        "left_out_same_key": sorted(exact),
        "left_out_generalisation": sorted(general),
        "all_theorems": fewer(kept),
        "proved_by_both": fewer(both),
        "nothing_left_out": fewer(list(by_theorem)),
    }


def merge(folders: Sequence[Path], data: Path | None) -> None:
    """One figure for all theorems that both arms of some campaigns of growth have met, in `growth.json`."""
    by_name = {problem.name: problem for problem in problems("challenges", data)}
    parts = []
    for number, folder in enumerate(folders, 1):
        with Queue(folder) as queue:
            value = write(queue, by_name)
            parts.append({"theories": sorted({by_name[name].category for name in queue.plan.problems})} | value)
        save(f"growth-{number}", folder, value)
    told = ("theories", "budget", "strategy", "environment_name", "tries", "episodes", "building", "summary")
    figures = {"growth": saving([each for part in parts for each in part["problems"]])}
    out.print_json(data=figures)
    text = json.dumps(figures | {"parts": [{key: part[key] for key in told} for part in parts]}, indent=1)
    (RESULTS / "growth.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("goal", choices=["elementary", "challenges", "growth"])
    parser.add_argument("--data", type=Path, help="where problem sets lie; default: LEMMASMITH_TEST_DATA")
    parser.add_argument("--tries", type=int, default=1)
    parser.add_argument("--max-seconds", type=float, default=60.0)
    parser.add_argument("--max-lean-calls", type=int, default=250, help="of growth; the others have no such limit")
    parser.add_argument("--only", nargs="+", metavar="THEORY", help="of the challenges; the goal is over all of them")
    parser.add_argument("--merge", nargs="+", type=Path, metavar="CAMPAIGN", help="folders of parts of growth")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="Lean processes of all lanes")
    parser.add_argument("--lanes", type=int, help="episodes at once; default: as many as can be busy")
    parser.add_argument("--campaign", type=Path, help="folder of the campaign; default: in the home folder")
    arguments = parser.parse_args()
    chosen = toolchain.embedded()
    growth = arguments.goal == "growth"
    if arguments.merge:
        return merge(arguments.merge, arguments.data)
    suite = "minif2f-valid/elementary" if arguments.goal == "elementary" else "challenges"
    found = [p for p in problems(suite, arguments.data) if not arguments.only or p.category in arguments.only]
    plan = _plan(suite, found, chosen, growth, arguments)
    folder = arguments.campaign or folders.campaigns() / f"benchmark-{arguments.goal}-{plan.identity[:12]}"
    value = carry_out(folder, plan, found, chosen, arguments.workers, arguments.lanes)
    if growth:
        figures = {"growth": saving(value["problems"])}
        out.print_json(data=figures)
    else:
        summary = value["summary"]["on" if arguments.goal == "challenges" else "off"]
        share = summary["solved"] / summary["attempted"] if summary["attempted"] else 0.0
        figures = {"goal": {"share": round(share, 3), "wanted": round(GOALS[arguments.goal], 3)}}
        out.print(f"{summary['solved']:g} of {summary['attempted']:g}: {share:.1%}, wanted {GOALS[arguments.goal]:.1%}")
    name = "-".join([arguments.goal, *(arguments.only or ())])
    save(name, folder, value, workers=arguments.workers, **figures)
    show(value)


def _plan(suite: str, found: Sequence[Problem], chosen: Toolchain, growth: bool, arguments: argparse.Namespace) -> Plan:
    arms: tuple[Arm, ...] = ("off", "frozen") if growth else ("on",) if suite == "challenges" else ("off",)
    calls = arguments.max_lean_calls if growth else NO_LIMIT
    # A seed shuffles, which the challenges, that go from easy to hard, do without.
    tries = [Try(seed, seed if growth else None) for seed in range(arguments.tries)]
    allowance, passes = Allowance(arguments.max_seconds, calls), 2 if growth else 1
    return plan_for(suite, found, chosen, arms, tries, allowance, charged=False, passes=passes)


if __name__ == "__main__":
    main()

"""The bundled challenges with memory and without, at equal budget, over several seeds.

Each seed shuffles the order of the problems and of equally good tactics. Both arms have the same limits for each
theorem (Lean calls first; seconds only as a stop), the same proposer and the same order, and what memory costs
(certifying a lemma's clean text) is counted in its arm. Lemmas count as reused where the kernel-checked proof term
mentions them. Finished arms are kept, so a run that was stopped goes on where it was.

    python benchmarks/reuse.py [--seeds 5] [--max-lean-calls 250] [--max-seconds 60]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import random
import statistics
from pathlib import Path
from typing import Any

from rich.table import Table

from agent.commands.bench import Arm, run_arm
from agent.console import err, out
from agent.proving import Limits
from agent.report import GOOD
from agent.suite import SuiteReport, problems, shuffled
from prover_bridge import toolchain as toolchains

RESULTS = Path(__file__).resolve().parent / "results" / "reuse.json"


def measured(arm: Arm, seed: int, report: SuiteReport) -> dict[str, Any]:
    """One arm under one seed, as JSON values."""
    return {
        "memory": arm,
        "seed": seed,
        "solved": report.solved,
        "theorems": len(report.theorems),
        "lean_calls": sum(theorem.lean_calls or 0 for theorem in report.theorems),
        "seconds": round(sum(theorem.seconds or 0.0 for theorem in report.theorems), 1),
        "proofs_with_a_stored_lemma": sum(bool(theorem.lemmas_used) for theorem in report.theorems),
        "problems": {
            f"{problem.name}:{theorem.name}": {
                "status": theorem.status,
                "lean_calls": theorem.lean_calls,
                "lemmas_used": list(theorem.lemma_names),
            }
            for problem, file in report.files
            for theorem in file.theorems
        },
    }


def mcnemar(gained: int, lost: int) -> float:
    """Exact two-sided p of McNemar's test: problems that only one arm solved are fair coin tosses if memory is idle."""
    n = gained + lost
    tail = sum(math.comb(n, k) for k in range(min(gained, lost) + 1)) / 2**n if n else 1.0
    return min(1.0, 2 * tail)


def interval(differences: list[float], seed: int = 0, rounds: int = 10_000) -> tuple[float, float]:
    """95 % bootstrap interval of the sum of per-problem differences, problems drawn with replacement."""
    chance = random.Random(seed)
    sums = sorted(sum(chance.choices(differences, k=len(differences))) for _ in range(rounds))
    return sums[int(0.025 * rounds)], sums[int(0.975 * rounds) - 1]


def compare(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Memory on against off over all seeds: per problem, solved in how many seeds; gains, losses, intervals."""
    names = sorted({name for run in runs for name in run["problems"]})
    seeds = sorted({run["seed"] for run in runs})
    solved: dict[str, dict[str, int]] = {arm: dict.fromkeys(names, 0) for arm in ("off", "on")}
    for run in runs:
        for name, problem in run["problems"].items():
            solved[run["memory"]][name] += problem["status"] in GOOD
    differences = [(solved["on"][name] - solved["off"][name]) / len(seeds) for name in names]
    # A problem counts for an arm that solves it in most seeds.
    most = len(seeds) / 2
    gained = [name for name in names if solved["on"][name] > most >= solved["off"][name]]
    lost = [name for name in names if solved["off"][name] > most >= solved["on"][name]]
    low, high = interval(differences)
    return {
        "solved_off": statistics.median(r["solved"] for r in runs if r["memory"] == "off"),
        "solved_on": statistics.median(r["solved"] for r in runs if r["memory"] == "on"),
        "more_solved_with_memory": round(sum(differences), 2),
        "more_solved_95": [round(low, 2), round(high, 2)],
        "only_with_memory": gained,
        "only_without_memory": lost,
        "mcnemar_p": mcnemar(len(gained), len(lost)),
        "calls_ratio_on_over_off": round(
            statistics.median(r["lean_calls"] for r in runs if r["memory"] == "on")
            / max(1, statistics.median(r["lean_calls"] for r in runs if r["memory"] == "off")),
            3,
        ),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--max-lean-calls", type=int, default=250)
    parser.add_argument("--max-seconds", type=float, default=60.0)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--fresh", action="store_true", help="forget the arms that are finished already")
    arguments = parser.parse_args()
    chosen = toolchains.embedded()
    budget = {"max_lean_calls": arguments.max_lean_calls, "max_seconds": arguments.max_seconds}
    limits = Limits(arguments.max_seconds, arguments.max_lean_calls, 0)
    runs: list[dict[str, Any]] = []
    if RESULTS.is_file() and not arguments.fresh:
        kept = json.loads(RESULTS.read_text(encoding="utf-8"))
        if kept["budget"] == budget and kept["environment"] == chosen.content_hash:
            runs = kept["runs"]
    for seed in range(arguments.seeds):
        # The arms take turns in going first, so that a machine that slows down does not favour one.
        arms: tuple[Arm, Arm] = ("off", "on") if seed % 2 == 0 else ("on", "off")
        for arm in arms:
            if any(run["memory"] == arm and run["seed"] == seed for run in runs):
                continue
            err.print(f"seed {seed}, memory {arm}")
            order = shuffled(problems("challenges"), seed)
            report = asyncio.run(run_arm(chosen, "challenges", order, arm, limits, seed, arguments.workers))
            runs.append(measured(arm, seed, report))
            done = {run["seed"] for run in runs if sum(r["seed"] == run["seed"] for r in runs) == 2}
            complete = [run for run in runs if run["seed"] in done]
            result = {
                "environment": chosen.content_hash,
                "budget": budget,
                "comparison": compare(complete) if complete else None,
                "runs": runs,
            }
            RESULTS.parent.mkdir(parents=True, exist_ok=True)
            RESULTS.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    table = Table("seed", "memory", "solved", "Lean calls", "seconds", "proofs with a stored lemma", box=None)
    for run in sorted(runs, key=lambda r: (r["seed"], r["memory"])):
        values = (run["seed"], run["memory"], f"{run['solved']}/{run['theorems']}", run["lean_calls"], run["seconds"])
        table.add_row(*map(str, values), str(run["proofs_with_a_stored_lemma"]))
    out.print(table)
    comparison = compare(runs)
    out.print(
        f"median solved: {comparison['solved_off']} without, {comparison['solved_on']} with memory; "
        f"{comparison['more_solved_with_memory']} more (95 %: {comparison['more_solved_95']}), "
        f"McNemar p = {comparison['mcnemar_p']:.2g}; Lean calls ratio {comparison['calls_ratio_on_over_off']}",
        markup=False,
    )
    out.print(f"only with memory ({len(comparison['only_with_memory'])}): {', '.join(comparison['only_with_memory'])}")


if __name__ == "__main__":
    main()

"""What pruning the memory to half costs: solved problems of the bundled challenges before and after.

Half of the problems of the theories in which lemmas help each other (drawn by the seed, in the order of the
demonstration) are proved first and fill the memory. Then the other half, none of whose statements the memory has, is
tried with the whole memory, with the memory pruned to half by its own policy, with a random half archived, and with
none. The memory goes on growing while they are tried, the same way in each arm. `verify` must find nothing before and
after. All is bounded by Lean calls, not by the clock, so the figures do not hang on the machine; what is redundant is
read from the offers of the first half's own searches. Results are written after each arm.

    python benchmarks/prune.py [--seeds 3] [--learn-calls 250] [--max-lean-calls 60]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from rich.table import Table

from agent.commands.bench import problem_line
from agent.console import err, out
from agent.memory import Memory
from agent.proposers.embedded import EmbeddedProposer
from agent.proving import Prover
from agent.report import FileReport
from agent.run import Limits
from agent.suite import Problem, SuiteReport, problems, run
from lemma_graph import forgetting
from lemma_graph.audit import verify
from lemma_graph.database import head_path
from lemma_graph.model import ARCHIVED
from lemma_graph.store import Store
from prover_bridge import toolchain as toolchains

RESULTS = Path(__file__).resolve().parent / "results" / "prune.json"
# Theories in which theorems are proved from each other.
THEORIES = ("sequence", "tree", "unary")
_RESAMPLED = 10_000
ARMS = ("whole", "pruned", "random", "none")


async def solved(store: Store | None, order: list[Problem], limits: Limits, seed: int, workers: int) -> SuiteReport:
    """One pass over the problems."""

    def done(position: int, problem: Problem, report: FileReport) -> None:
        if position % 10 == 0:
            err.print(problem_line(position, len(order), problem, report))

    memory = Memory(store) if store is not None else None
    prover = Prover(
        toolchains.embedded(), lambda _: [EmbeddedProposer(seed)], memory=memory, limits=limits, workers=workers
    )
    async with prover:
        return await run(prover, "challenges", order, done)


def arm(name: str, learnt: Path, folder: Path, seed: int) -> tuple[Store | None, dict[str, Any]]:
    """A copy of the memory as the arm has it, and how large it is."""
    if name == "none":
        return None, {}
    path = folder / f"{name}.db"
    shutil.copy(learnt, path)
    shutil.copy(head_path(learnt), head_path(path))
    store = Store.open(path)
    before = len(verify(store).findings)
    active = [lemma for lemma in store.lemmas() if lemma.offered]
    served = forgetting.services(store, active)
    told: dict[str, Any] = {
        "retrievals": store.file.rows("SELECT count(*) FROM offers")[0][0],
        "never_offered": sum(not each.offered for each in served),
        "redundant": sum(each.covered_by is not None for each in served),
    }
    if name == "pruned":
        forgetting.prune(store, most=len(active) // 2)
    if name == "random":
        gone = random.Random(seed).sample(active, len(active) - len(active) // 2)
        store.change_flags({lemma.key: lemma.flags | {ARCHIVED} for lemma in gone})
    told["archived"] = sorted(lemma.name for lemma in store.lemmas() if ARCHIVED in lemma.flags)
    offered = sum(lemma.offered for lemma in store.lemmas())
    return store, {**told, "offered": offered, "of": len(active), "findings": [before, len(verify(store).findings)]}


def measured(seed: int, learning: Limits, limits: Limits, workers: int, told_so_far: Callable[..., None]) -> None:
    """All arms under one seed. told_so_far: called with the result after each arm."""
    order = [problem for problem in problems("challenges") if problem.name.split("/")[0] in THEORIES]
    chosen = set(random.Random(seed).sample(range(len(order)), len(order) // 2))
    first = [problem for number, problem in enumerate(order) if number in chosen]
    second = [problem for number, problem in enumerate(order) if number not in chosen]
    with tempfile.TemporaryDirectory(prefix="lemmasmith-prune-") as name:
        folder = Path(name)
        learnt = folder / "learnt.db"
        with Store.open(learnt) as store:
            report = asyncio.run(solved(store, first, learning, seed, workers))
            store.file.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        result: dict[str, Any] = {
            "seed": seed, "learnt_from": f"{report.solved}/{len(report.theorems)}", "problems": len(second), "arms": {}
        }  # fmt: skip
        for each in ARMS:
            kept, told = arm(each, learnt, folder, seed)
            report = asyncio.run(solved(kept, second, limits, seed, workers))
            if kept is not None:
                told["findings"].append(len(verify(kept).findings))
                kept.close()
            calls = sum(theorem.lean_calls or 0 for theorem in report.theorems)
            told |= {"solved": report.solved, "theorems": len(report.theorems), "lean_calls": calls}
            result["arms"][each] = told
            told["unsolved"] = [p.name for p, f in report.files if any(t.status != "proved" for t in f.theorems)]
            err.print(f"seed {seed}, {each}: {told}", markup=False)
            told_so_far(result)


def compared(runs: list[dict[str, Any]], one: str, other: str) -> dict[str, Any] | None:
    """How many problems more the arm `one` solves than `other`, over the seeds that have both, with a 95 % interval
    from resampling problems within their seed. None: no seed has both."""
    differences: list[np.ndarray[Any, np.dtype[np.int64]]] = []
    for run_ in runs:
        if not {one, other} <= run_["arms"].keys():
            continue
        lost, gained = (set(run_["arms"][name].get("unsolved", ())) for name in (one, other))
        each = np.zeros(run_["problems"], dtype=np.int64)
        each[: len(gained - lost)] = 1
        each[len(gained - lost) : len(gained ^ lost)] = -1
        differences.append(each)
    if not differences:
        return None
    chance = np.random.default_rng(0)
    drawn = sum(chance.choice(each, (_RESAMPLED, len(each))).sum(axis=1) for each in differences)
    low, high = np.quantile(drawn, [0.025, 0.975])
    total = int(sum(each.sum() for each in differences))
    return {"more": total, "low": int(low), "high": int(high), "problems": sum(map(len, differences))}


def summary(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The pruned memory against each other arm."""
    return {f"pruned against {name}": compared(runs, "pruned", name) for name in ARMS if name != "pruned"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--learn-calls", type=int, default=250)
    parser.add_argument("--max-lean-calls", type=int, default=60)
    parser.add_argument("--max-seconds", type=float, default=600.0)
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    learning, limits = (
        Limits(arguments.max_seconds, calls, 0) for calls in (arguments.learn_calls, arguments.max_lean_calls)
    )
    budget = {"learn_calls": arguments.learn_calls, "max_lean_calls": arguments.max_lean_calls}
    runs: dict[int, dict[str, Any]] = {}

    def keep(result: dict[str, Any]) -> None:
        runs[result["seed"]] = result
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        told = {
            "theories": THEORIES,
            "budget": budget,
            "summary": summary(list(runs.values())),
            "runs": list(runs.values()),
        }
        RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")

    for seed in range(arguments.seeds):
        measured(seed, learning, limits, arguments.workers, keep)
    table = Table("seed", "memory", "lemmas offered", "solved", "Lean calls", box=None)
    for each in runs.values():
        for name, told in each["arms"].items():
            size = f"{told['offered']} of {told['of']}" if told.get("of") else "none"
            table.add_row(
                str(each["seed"]), name, size, f"{told['solved']}/{told['theorems']}", str(told["lean_calls"])
            )
    out.print(table)
    for what, told in summary(list(runs.values())).items():
        out.print(f"{what}: {told}", markup=False)


if __name__ == "__main__":
    main()

"""What a faster session brings: problems solved at equal seconds, in one Lean process and over the language server.

    python benchmarks/sessions.py [SUITE …] [--data FOLDER] [--seconds 0.5 2] [--rounds 1] [--every N] [--add]

Each theorem has the same seconds under both kinds, no limit of Lean calls, no memory and the embedded proposer. A
suite is `challenges` or what `lemmasmith bench` takes; `--every` takes each Nth problem of it. The kinds take turns in
going first. With `--add` the file keeps what it says of other suites and limits.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from agent.commands.bench import problem_line
from agent.console import err, out
from agent.proposers.embedded import EmbeddedProposer
from agent.proving import Prover
from agent.run import Limits
from agent.suite import Problem, problems, run
from prover_bridge import toolchain
from prover_bridge.pool import MakeWorker
from prover_bridge.process_worker import ProcessWorker
from prover_bridge.server_worker import ServerWorker

KINDS: dict[str, MakeWorker] = {"one Lean process": ProcessWorker, "language server": ServerWorker}
NO_LIMIT = 10**9


async def solve(
    suite: str, order: Sequence[Problem], kind: str, seconds: float, seed: int, workers: int
) -> dict[str, Any]:
    """One pass over problems of a suite: how many are solved, with how many Lean calls."""
    prover = Prover(
        toolchain.embedded(),
        lambda _: [EmbeddedProposer(seed)],
        limits=Limits(seconds, NO_LIMIT, 0),
        seed=seed,
        workers=workers,
        make_worker=KINDS[kind],
    )
    async with prover:
        report = await run(
            prover, suite, order, lambda at, problem, file: err.print(problem_line(at, len(order), problem, file))
        )
    return {
        "suite": suite,
        "kind": kind,
        "seconds_a_theorem": seconds,
        "seed": seed,
        "solved": report.solved,
        "theorems": len(report.theorems),
        "lean_calls": sum(theorem.lean_calls or 0 for theorem in report.theorems),
        "seconds": round(sum(theorem.seconds or 0.0 for theorem in report.theorems), 1),
        "solved_names": sorted(f"{p.name}:{t.name}" for p, f in report.files for t in f.theorems if t.proof),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", default=["challenges"])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--seconds", type=float, nargs="+", default=[0.5, 2.0])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--add", action="store_true")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("results") / "sessions.json")
    arguments = parser.parse_args()
    measured = set(itertools.product(arguments.suites, arguments.seconds))
    runs: list[dict[str, Any]] = []
    if arguments.add and arguments.output.is_file():
        before = json.loads(arguments.output.read_text(encoding="utf-8"))["runs"]
        runs = [each for each in before if (each["suite"], each["seconds_a_theorem"]) not in measured]
    for suite, seconds in sorted(measured):
        order = problems(suite, arguments.data)[:: arguments.every]
        for seed in range(arguments.rounds):
            for kind in KINDS if seed % 2 == 0 else reversed(KINDS):
                err.print(f"{suite}, {seconds:g} s a theorem, {kind}, seed {seed}")
                found = asyncio.run(solve(suite, order, kind, seconds, seed, arguments.workers))
                runs.append({"every": arguments.every, "workers": arguments.workers} | found)
    table = Table("suite", "s a theorem", "session", "solved", "Lean calls", "seconds", box=None)
    comparison: dict[str, dict[str, dict[str, float]]] = {}
    for suite, seconds in sorted({(each["suite"], each["seconds_a_theorem"]) for each in runs}):
        medians = {}
        for kind in KINDS:
            wanted = (suite, seconds, kind)
            mine = [each for each in runs if (each["suite"], each["seconds_a_theorem"], each["kind"]) == wanted]
            middle = medians[kind] = {
                key: statistics.median(each[key] for each in mine) for key in ("solved", "lean_calls", "seconds")
            }
            solved = f"{middle['solved']:g}/{mine[0]['theorems']}"
            table.add_row(suite, f"{seconds:g}", kind, solved, f"{middle['lean_calls']:g}", f"{middle['seconds']:g}")
        fast, slow = medians.values()
        speeds = [each["lean_calls"] / max(each["seconds"], 0.1) for each in (fast, slow)]
        comparison.setdefault(suite, {})[f"{seconds:g}"] = {
            "solved": fast["solved"],
            "more_solved": fast["solved"] - slow["solved"],
            "lean_calls_a_second": round(speeds[0], 1),
            "ratio_lean_calls_a_second": round(speeds[0] / max(speeds[1], 0.1), 3),
        }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    report = {"comparison": comparison, "runs": runs}
    arguments.output.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    out.print(table)


if __name__ == "__main__":
    main()

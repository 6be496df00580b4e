"""The same study one episode at a time and several at once, with one Lean process for each: wall time.

    python benchmarks/lanes.py [--suite planted] [--tries 1] [--max-lean-calls 40] [--lanes 2]

Runs alternate, so that a machine that slows down favours none. `same` says whether the reports agree but for seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from agent.campaign.plan import Allowance, Try
from agent.campaign.queue import Queue
from agent.campaign.results import report
from agent.campaign.runner import plan_for
from agent.commands.bench import work
from agent.console import out
from agent.report import stable_part
from agent.suite import problems
from benchmarks.campaigns import RESULTS
from prover_bridge import toolchain


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", default="planted")
    parser.add_argument("--tries", type=int, default=1)
    parser.add_argument("--max-lean-calls", type=int, default=40)
    parser.add_argument("--lanes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    found, chosen = problems(arguments.suite), toolchain.embedded()
    by_name = {problem.name: problem for problem in found}
    tries = [Try(seed, seed) for seed in range(arguments.tries)]
    limits = Allowance(600.0, arguments.max_lean_calls)
    plan = plan_for(arguments.suite, found, chosen, ("off", "on"), tries, limits)
    walls: dict[int, list[float]] = {1: [], arguments.lanes: []}
    reports: list[Any] = []
    for _ in range(arguments.rounds):
        for lanes in walls:
            with (
                tempfile.TemporaryDirectory(prefix="lemmasmith-lanes-") as folder,
                Queue.create(Path(folder), plan) as queue,
            ):
                started = time.monotonic()
                work(queue, by_name, chosen, lanes, lanes=lanes)
                walls[lanes].append(time.monotonic() - started)
                reports.append(stable_part(report(queue, by_name)))
    ratios = [one / more for one, more in zip(walls[1], walls[arguments.lanes], strict=True)]
    figures = {
        "suite": arguments.suite,
        "episodes": reports[0]["episodes"]["count"],
        "lanes": arguments.lanes,
        "seconds_one_at_a_time": [round(each, 1) for each in walls[1]],
        "seconds_at_once": [round(each, 1) for each in walls[arguments.lanes]],
        "times_as_fast": round(statistics.median(ratios), 2),
        "same": all(each == reports[0] for each in reports),
    }
    out.print_json(data=figures)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "lanes.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""The compact core: what it costs, and how much of the elementary part of miniF2F it reaches.

Cost: a cold build into an empty cache, the size of the compiled modules, and the start of `lean` on an empty file.
Reach: how many of the elementary problems elaborate (in core reading), and how many one tactic of a fixed portfolio
closes. A problem counts as closed only if the file with that tactic is certified.

    python benchmarks/core.py [--data PATH] [--suite minif2f-valid/elementary] [--no-build]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from agent import suite
from agent.console import err, out
from prover_bridge import modules, olean, source, toolchain
from prover_bridge.certify import certify
from prover_bridge.core_reading import CoreLacksError
from prover_bridge.errors import UserError
from prover_bridge.launcher import Toolchain
from prover_bridge.pool import SessionPool
from prover_bridge.protocol import Outcome, SessionError, TryLimits
from prover_bridge.source import Source

RESULTS = Path(__file__).resolve().parent / "results" / "core.json"
# Each alone, on the theorem as it is stated; never changed to fit the problems.
PORTFOLIO = (
    "rfl",
    "decide",
    "decide +kernel",
    "omega",
    "simp",
    "simp [*]",
    "simp_all",
    "simp +arith [*]",
    "simp_all +arith",
    "norm_num",
    "norm_num [*]",
    "norm_num at *",
    "norm_mod",
    "ring",
    "subst_vars; rfl",
    "subst_vars; decide",
    "intros; omega",
    "simp at *; omega",
    "simp_all; omega",
)
LIMITS = TryLimits(seconds=20.0)
STARTS = 11


def cpu_seconds() -> float:
    """Processor time of the processes that this one has waited for (those inside a sandbox do not show)."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def built_cold() -> dict[str, Any]:
    """Seconds of a build into an empty cache, and what it gives."""
    kept = os.environ.get("LEMMASMITH_CACHE")
    with tempfile.TemporaryDirectory(prefix="lemmasmith-core-") as folder:
        os.environ["LEMMASMITH_CACHE"] = folder
        try:
            library = toolchain.embedded_library()
            bare = toolchain.bare_embedded(library, toolchain.check_library(library))
            started = time.monotonic()
            built = modules.core_build(bare)
            seconds = time.monotonic() - started
        finally:
            os.environ.pop("LEMMASMITH_CACHE")
            if kept is not None:
                os.environ["LEMMASMITH_CACHE"] = kept
        compiled = sorted(built.folder.rglob("*.olean"))
        kinds = [type(olean_.constant(name)).__name__ for olean_ in map(olean.read, compiled) for name in olean_.names]
        return {
            "build_seconds": round(seconds, 1),
            "modules": len(compiled),
            "source_lines": sum(path.read_text().count("\n") for path in modules.CORE.rglob("*.lean")),
            "olean_mb": round(sum(path.stat().st_size for path in compiled) / 1e6, 2),
            "constants": len(kinds),
            "theorems": kinds.count("Theorem"),
        }


def started_on_nothing(lean: Toolchain) -> dict[str, float]:
    """Seconds of `lean` on an empty file, run several times."""
    with tempfile.TemporaryDirectory(prefix="lemmasmith-core-") as folder:
        file = Path(folder) / "Empty.lean"
        file.touch()
        seconds, before = [], cpu_seconds()
        for _ in range(STARTS):
            started = time.monotonic()
            subprocess.run([*lean.lean, str(file)], env=lean.env(), check=True, capture_output=True)
            seconds.append(time.monotonic() - started)
    return {
        "start_seconds": round(statistics.median(seconds), 3),
        "start_seconds_worst": round(max(seconds), 3),
        "start_cpu_seconds": round((cpu_seconds() - before) / STARTS, 3),
    }


async def reached(lean: Toolchain, problems: list[suite.Problem]) -> list[dict[str, Any]]:
    """For each problem: what it lacks, or which tactics of the portfolio close it and whether that is certified."""
    found: list[dict[str, Any]] = []
    session: SessionPool | None = None
    try:
        for problem in problems:
            row: dict[str, Any] = {"problem": problem.name, "elaborates": False, "lacks": [], "closed_by": []}
            found.append(row)
            try:
                read = source.read(problem.path, lean)
            except UserError as error:
                row["lacks"] = list(error.names) if isinstance(error, CoreLacksError) else []
                row["reason"] = str(error).removeprefix(str(problem.path))
                continue
            row["elaborates"] = True
            if session is None:  # the header is one and the same, and so is the environment
                session = SessionPool(read.environment)
            row |= await closed(session, read)
            err.print(f"{problem.name}: {', '.join(row['closed_by']) or '–'}", markup=False)
    finally:
        if session is not None:
            await session.close()
    return found


async def closed(session: SessionPool, read: Source) -> dict[str, Any]:
    """Which tactics close a file's one hole, and the first of them with which the file is certified."""
    placed = read.holes[0]
    try:
        root = (await session.open(placed.context, [placed.hole]))[0]
    except SessionError as error:
        return {"reason": str(error)}
    attempts = await session.attempt(root, PORTFOLIO, LIMITS)
    session.drop(root)
    for attempt in attempts:
        if attempt.state is not None:
            session.drop(attempt.state)
    closing = [attempt.tactic for attempt in attempts if attempt.outcome is Outcome.CLOSED]
    limited = [attempt.tactic for attempt in attempts if attempt.outcome in {Outcome.TIMEOUT, Outcome.CRASH}]
    certified = None
    for tactic in closing:
        text = source.put(read.text, placed, [tactic])
        verdicts = await asyncio.to_thread(certify, read.environment, text, stub=read.text, names=[placed.theorem])
        if verdicts[0].status == "certified":
            certified = tactic
            break
    return {"closed_by": closing, "certified_with": certified, "out_of_limits": limited}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="where the problem sets lie (default: LEMMASMITH_TEST_DATA)")
    parser.add_argument("--suite", default="minif2f-valid/elementary")
    parser.add_argument("--no-build", action="store_true", help="leave the cold build out")
    parser.add_argument("--output", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    lean = toolchain.embedded()
    try:
        problems = suite.problems(arguments.suite, arguments.data)
    except UserError as error:  # the cost can be measured all the same
        err.print(f"Only the cost is measured. {error}", markup=False)
        problems = []
    result: dict[str, Any] = {
        "environment": lean.name,
        "cpus": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1),
    }
    if not arguments.no_build:
        result |= built_cold()
    result |= started_on_nothing(lean)
    rows = asyncio.run(reached(lean, problems))
    result |= {
        "suite": arguments.suite,
        "of": len(rows),
        "elaborates": sum(row["elaborates"] for row in rows),
        "closed_by_portfolio": sum(bool(row.get("certified_with")) for row in rows),
        "portfolio": {tactic: sum(tactic in row["closed_by"] for row in rows) for tactic in PORTFOLIO},
        "limits": {"seconds": LIMITS.seconds, "heartbeats": LIMITS.heartbeats},
        "problems": rows,
    }
    arguments.output.parent.mkdir(parents=True, exist_ok=True)
    arguments.output.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    table = Table("problem", "elaborates", "certified with", "tactics that close it", "lacks", box=None)
    for row in rows:
        count = len(row["closed_by"])
        elaborates = "yes" if row["elaborates"] else "no"
        shown = (row["problem"], elaborates, row.get("certified_with") or "", str(count or ""), ", ".join(row["lacks"]))
        table.add_row(*map(Text, shown))
    out.print(table)
    figures = {key: value for key, value in result.items() if key not in {"problems", "portfolio", "limits"}}
    out.print("\n".join(f"{key}: {value}" for key, value in figures.items()), markup=False)


if __name__ == "__main__":
    main()

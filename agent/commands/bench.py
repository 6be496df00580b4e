"""`lemmasmith bench`: prove a suite of files, with memory, without, or both at the same budget."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from rich.text import Text

from agent.commands.options import Json, MaxLeanCalls, MaxSeconds, NoSandbox, Strategy, ToolchainHint, Workers
from agent.commands.prove import live_line
from agent.console import err, out, print_json
from agent.memory import Memory
from agent.proposers.embedded import EmbeddedProposer
from agent.proving import Limits, Prover
from agent.report import FileReport, summary
from agent.search import StrategyName, choose
from agent.suite import Problem, SuiteReport, problems, reused, run, shuffled
from lemma_graph.store import Store
from prover_bridge import toolchain as toolchains
from prover_bridge.launcher import Toolchain

Arm = Literal["on", "off"]


def bench(
    suite: Annotated[
        str,
        typer.Argument(
            help="`challenges`, a problem set such as `minif2f-valid`, a list of one such as "
            "`minif2f-valid/elementary`, or a folder of Lean files with `sorry`s."
        ),
    ] = "challenges",
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="PATH", help="Where problem sets lie. Default: LEMMASMITH_TEST_DATA."),
    ] = None,
    memory: Annotated[Literal["on", "off", "both"], typer.Option("--memory", help="Which arms to run.")] = "on",
    json: Json = False,
    max_seconds: MaxSeconds = 30.0,
    max_lean_calls: MaxLeanCalls = 250,
    seed: Annotated[int | None, typer.Option("--seed", help="Shuffle the order with this seed.")] = None,
    strategy: Strategy = "best-first",
    workers: Workers = None,
    toolchain: ToolchainHint = None,
    no_sandbox: NoSandbox = False,
) -> None:
    """Prove a suite from an empty memory that lives as long as the run; the user's own store is not touched."""
    order = problems(suite, data)
    if seed is not None:
        order = shuffled(order, seed)
    limits = Limits(max_seconds, max_lean_calls, 0)
    chosen = toolchains.find(toolchain, order[0].path.parent)
    arms: list[Arm] = ["off", "on"] if memory == "both" else [memory]
    reports = {}
    for arm in arms:
        reports[arm] = asyncio.run(
            run_arm(chosen, suite, order, arm, limits, seed or 0, workers or os.cpu_count() or 1, strategy)
        )
    if json:
        print_json(_json(suite, reports, limits))
    else:
        for arm, report in reports.items():
            out.print(Text(f"memory {arm:>3}: {summary(report.theorems)}{reading_note(report)}"))
    if any(report.solved < len(report.theorems) for report in reports.values()):
        raise typer.Exit(1)


async def run_arm(
    chosen: Toolchain,
    suite: str,
    order: list[Problem],
    arm: Arm,
    limits: Limits,
    seed: int,
    workers: int,
    strategy: StrategyName = "best-first",
) -> SuiteReport:
    """One pass over the suite, its memory (if any) empty at the start; a line a problem on standard error."""
    with tempfile.TemporaryDirectory(prefix="lemmasmith-bench-") as folder, live_line() as line:
        store = Store.open(Path(folder) / "memory.db") if arm == "on" else None
        memory = Memory(store) if store is not None else None
        prover = Prover(
            chosen,
            lambda _: [EmbeddedProposer(seed)],
            memory=memory,
            limits=limits,
            seed=seed,
            workers=workers,
            strategy=choose(strategy, seed),
            progress=line,
        )

        def done(position: int, problem: Problem, report: FileReport) -> None:
            err.print(problem_line(position, len(order), problem, report))

        async with prover:
            report = await run(prover, suite, order, done)
        if store is not None:
            store.close()
    return report


def problem_line(position: int, count: int, problem: Problem, report: FileReport) -> Text:
    """`12/66 ✓ unary/add_comm  34 calls  0.41 s  with zero_add, succ_add`."""
    good = report.exit_code == 0
    calls = sum(theorem.lean_calls or 0 for theorem in report.theorems)
    seconds = sum(theorem.seconds or 0.0 for theorem in report.theorems)
    names = dict.fromkeys(name for theorem in report.theorems for name in theorem.lemma_names)
    recalled = any(theorem.from_memory for theorem in report.theorems)
    line = Text(f"{position:>3}/{count} ")
    line.append("✓ " if good else "✗ ", style="green" if good else "red")
    line.append(f"{problem.name:<34} {calls:>4} calls {seconds:>6.2f} s")
    if recalled:
        line.append("  from memory", style="cyan")
    elif names:
        line.append(f"  with {', '.join(names)}", style="cyan")
    if not good:
        reasons = [t.reason for t in report.theorems if t.status != "proved" and t.reason]
        line.append(f"  {reasons[0] if reasons else ''}", style="dim")
    return line


def reading_note(report: SuiteReport) -> str:
    """How many files were read with the compact core instead of with Mathlib, for the end of the summary."""
    count = sum(file.core_reading is not None for _, file in report.files)
    return f" · core reading of {count} of {len(report.files)} files" if count else ""


def _json(suite: str, reports: dict[Arm, SuiteReport], limits: Limits) -> dict[str, Any]:
    return {
        "suite": suite,
        "environment": next(iter(reports.values())).environment,
        "budget": {"max_seconds": limits.seconds, "max_lean_calls": limits.lean_calls},
        "problems": [
            {
                "source": each.name,
                "memory": arm,
                "core_reading": None if file.core_reading is None else list(file.core_reading),
                **theorem.to_json(),
            }
            for arm, report in reports.items()
            for each, file in report.files
            for theorem in file.theorems
        ],
        "reused": [{"name": name, "proofs": count} for name, count in reused(reports["on"])] if "on" in reports else [],
    }

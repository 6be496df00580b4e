"""The demonstration (`make demo`): the bundled challenges, proved with a memory that starts empty, then once more.

No model is used. What the first pass proves and certifies helps it with what comes later; the second pass meets
every statement again and takes it from memory.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from rich.text import Text

from agent.commands.bench import problem_line
from agent.commands.prove import live_line
from agent.console import err, out
from agent.memory import Memory
from agent.proposers.embedded import EmbeddedProposer
from agent.proving import Prover
from agent.report import FileReport
from agent.run import Limits
from agent.suite import Problem, SuiteReport, problems, reused, run
from lemma_graph.audit import verify
from lemma_graph.store import Store
from prover_bridge import sandbox
from prover_bridge import toolchain as toolchains
from prover_bridge.errors import UserError

LIMITS = Limits(seconds=20.0, lean_calls=250, model_calls=0)


async def demonstrate(store: Store, workers: int, quiet: bool) -> tuple[SuiteReport, SuiteReport, float, float]:
    """Both passes over the challenges, and the wall seconds of each."""
    order = problems("challenges")
    reports: list[SuiteReport] = []
    walls: list[float] = []
    with live_line() as line:

        def done(position: int, problem: Problem, report: FileReport) -> None:
            if not quiet or position % 20 == 0:
                err.print(problem_line(position, len(order), problem, report))

        prover = Prover(
            toolchains.embedded(),
            lambda _: [EmbeddedProposer()],
            memory=Memory(store),
            limits=LIMITS,
            workers=workers,
            progress=line,
        )
        async with prover:
            for title in ("First pass: the memory is empty at the start", "Second pass: the same, from memory"):
                err.print(Text(f"\n{title}", style="bold"))
                started = time.monotonic()
                reports.append(await run(prover, "challenges", order, done))
                walls.append(time.monotonic() - started)
    return reports[0], reports[1], walls[0], walls[1]


def main() -> int:
    """Run the demonstration; 0 where both passes came to their end and the store is sound."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--quiet", action="store_true", help="a line for every twentieth problem only")
    arguments = parser.parse_args()
    sandbox.allow_none()
    if sandbox.active() is None:
        err.print("No sandbox works here (see `lemmasmith doctor`): texts and tactics of our own are run without one.")
    with (
        tempfile.TemporaryDirectory(prefix="lemmasmith-demo-") as folder,
        Store.open(Path(folder) / "memory.db") as store,
    ):
        first, second, wall_first, wall_second = asyncio.run(demonstrate(store, arguments.workers, arguments.quiet))
        audit = verify(store)
        counts = store.stats()
    out.print(Text("\nReused in the first pass, by how many proofs:", style="bold"))
    out.print(Text("  " + ", ".join(f"{name} ({count})" for name, count in reused(first)), style="cyan"))
    out.print(
        Text(
            f"\nThe memory holds {counts.lemmas} lemmas, {counts.proofs} proofs, {counts.uses} uses edges; its log of "
            f"{counts.log_entries} entries is {'sound' if not audit.findings else 'NOT sound'}."
        )
    )
    for name, report, wall in (("first pass", first, wall_first), ("from memory", second, wall_second)):
        calls = sum(theorem.lean_calls or 0 for theorem in report.theorems)
        out.print(
            Text(
                f"{name:<12} proved {report.solved} of {len(report.theorems)}, {calls} Lean calls, {wall:.0f} s",
                style="bold",
            )
        )
    return 0 if not audit.findings else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except UserError as error:
        err.print(str(error), style="red", markup=False)
        sys.exit(2)
    except KeyboardInterrupt:
        err.print("Stopped.")
        sys.exit(130)
